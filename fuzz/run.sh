#!/usr/bin/env bash
# Builds every fuzz target with the coverage that libFuzzer asks for and runs each for some seconds, on any stable Rust with a
# C++ compiler; `cargo fuzz run TARGET` does the same for one, with a nightly Rust.
#   run.sh SECONDS [TARGET ...]
# What a target breaks on is left in fuzz/artifacts/TARGET; exit 1 where any did.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=$1
shift
built=${CARGO_TARGET_DIR:-$PWD/../target}
RUSTC_WRAPPER=$PWD/instrument.sh cargo build --quiet --locked --bins --target-dir "$built"
python3 seed.py
if (($# == 0)); then
    set -- $(cd fuzz_targets && ls | sed 's/\.rs$//')
fi

failed=()
run_target() {
    mkdir -p "artifacts/$1" "corpus/$1"
    "$built/debug/$1" "corpus/$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3072 -max_len=200000 \
        -artifact_prefix="artifacts/$1/" -verbosity=0 -print_final_stats=1 > "artifacts/$1.log" 2>&1
}
for target in "$@"; do
    if run_target "$target"; then
        echo "$target: $(grep -m 1 number_of_executed_units "artifacts/$target.log" | grep -o '[0-9]*$') runs"
    else
        failed+=("$target")
        tail -n 25 "artifacts/$target.log"
    fi
done
((${#failed[@]} == 0)) || { echo "broken: ${failed[*]}"; exit 1; }
