#!/usr/bin/env bash
# Stands before rustc (RUSTC_WRAPPER): our own code is built with the coverage that libFuzzer asks for, all other crates as
# always, so that they are shared with the program's own build.
rustc=$1
shift
case " $* " in
    *" --crate-name shenping "* | *" --crate-name shenping_fuzz "*)
        exec "$rustc" "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
            -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
            -Cllvm-args=-sanitizer-coverage-trace-compares
        ;;
esac
exec "$rustc" "$@"
