#!/usr/bin/env python3
"""Works a season's award out anew from the filled books alone, and compares it with what the program wrote.

    tests/recount.py SEASON [OUTPUTS]          OUTPUTS: the folder 输出, else that of the season

Nothing of the program is used: marks come from the score books in 回收, rules from policy.toml and season.toml, figures are
fractions. Of the program's own results only two are taken over: how a project stands after the formal check, with its unit
and category (项目汇总), and which conflict a judge's book speaks of. Compared are every total, figure, rank, tier, amount and
sum in the workbook, the report, the notice, the commendation and the budget book. Exit 1 with a list of what differs.
Needs openpyxl and python-docx.
"""
import re
import sys
import tomllib
import unicodedata
import zipfile
from collections import defaultdict
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl

BUILT_IN = Path(__file__).parent.parent / "src/policy/builtin/qinhuangdao-2020.toml"
faults, compared = [], 0


def plain(value):
    """Text without white space, in ordinary width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", "" if value is None else str(value)))


def number(value):
    """A number as people and books write it: 90分, ９０, 30,000.00; None where it is none."""
    if isinstance(value, Fraction):
        return value
    text = plain(value).replace(",", "").removesuffix("分")
    return Fraction(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def capitals(text):
    """The amount in yuan that 壹拾柒万元整 says."""
    digits, units = "零壹贰叁肆伍陆柒捌玖", {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = Fraction(0)
    for character in plain(text).removeprefix("人民币"):
        if character in digits:
            digit = Fraction(digits.index(character))
        elif character in units:
            section, digit = section + digit * units[character], Fraction(0)
        elif character in "亿万元":
            section += digit
            total, section, digit = {"亿": (total + section) * 10**8, "万": total + section * 10**4, "元": total + section}[character], Fraction(0), Fraction(0)
        elif character in "角分":
            total, digit = total + digit / {"角": 10, "分": 100}[character], Fraction(0)
    return total


def same(what, counted, written):
    global compared
    compared += 1
    if isinstance(counted, (Fraction, int)):
        agree = number(written) is not None and abs(number(written) - counted) < Fraction(1, 10**9)
    else:
        agree = plain(counted) == plain(written)
    if not agree:
        faults.append(f"{what}: counted {float(counted) if isinstance(counted, Fraction) else counted}, written {written}")


def rounded(value, decimals):
    """Half up."""
    return Fraction(int(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def median(values):
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def rows_below(rows, *words):
    """Rows below the first that has these words, by header word, down to the first that is empty where the first word stands."""
    header = None
    for row in rows:
        texts = [plain(cell) for cell in row]
        if header is None:
            header = texts if all(word in texts for word in words) else None
        elif not plain(row[header.index(words[0])]):
            return
        else:
            yield dict(zip(header, row))


def open_book(path):
    return openpyxl.load_workbook(path, data_only=True)


def returned_lists(season):
    """Rows of every sheet of the books in 回收, .xlsx and .ods."""
    for path in sorted((season / "回收").iterdir()):
        if path.suffix.lower() == ".xlsx":
            for sheet in open_book(path):
                yield list(sheet.iter_rows(values_only=True))
        elif path.suffix.lower() == ".ods":
            yield from read_ods(path)


def read_ods(path):
    """Rows of every table of an OpenDocument spreadsheet; a run of equal empty rows or cells counts once at the end."""
    names = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
    of = lambda element, prefix, name: element.get(f"{{{names[prefix]}}}{name}")
    content = ElementTree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    for table in content.iterfind(".//table:table", names):
        rows = []
        for row in table.iter(f"{{{names['table']}}}table-row"):
            cells = []
            for cell in row:
                value = of(cell, "office", "value") if of(cell, "office", "value-type") == "float" else None
                words = "\n".join("".join(part.itertext()) for part in cell.iterfind(text)) or None
                repeated = int(of(cell, "table", "number-columns-repeated") or 1)
                cells += [words if value is None else Fraction(value)] * (repeated if words else min(repeated, 64))
            rows += [cells] * (1 if not any(cells) else int(of(row, "table", "number-rows-repeated") or 1))
        width = max(map(len, rows), default=0)
        yield [row + [None] * (width - len(row)) for row in rows]


class Rules:
    def __init__(self, season):
        own = season / "policy.toml"
        policy = tomllib.loads((own if own.exists() else BUILT_IN).read_text("utf-8-sig"))
        self.season = tomllib.loads((season / "season.toml").read_text("utf-8-sig"))
        self.criteria = [(one["key"], plain(one["label"]), Fraction(str(one["max"]))) for one in policy["criteria"]]
        self.scoring, self.tiers = policy["scoring"], policy["tiers"]
        self.decimals = self.scoring.get("decimals", 2)
        self.judges = [judge["name"] for judge in self.season.get("judges", [])]
        self.quotas, self.budget = self.season.get("quotas", {}), self.season.get("budget", {}).get("amount")
        self.max_total = policy.get("awards", {}).get("max_total")
        category = policy.get("roles", {}).get("category")
        self.sorted_by_category = category is not None
        self.category = next((plain(field["label"]) for field in policy["fields"] if field["key"] == category), "项目类别")

    def figure(self, totals):
        kind = self.scoring["aggregate"]
        if kind == "median":
            return median(totals)
        trim = self.scoring.get("trim", 1)
        if kind == "trimmed-mean" and len(totals) >= max(2 * trim + 1, self.scoring.get("trim_from", 3)):
            return mean(sorted(totals)[trim:-trim])
        return mean(totals)

    def chain(self, marks):
        """What ties are parted by, in its order, from the marks of the judges that count."""
        totals, keys = [sum(mark) for mark in marks], [key for key, _, _ in self.criteria]
        steps = {"mean": lambda: mean(totals), "median": lambda: median(totals)}
        by_criterion = lambda step: mean([mark[keys.index(step.split(":")[1])] for mark in marks])
        return [steps[step]() if step in steps else by_criterion(step) for step in self.scoring.get("ties", [])]

    def amount(self, tier, category):
        rule = next(one for one in self.tiers if one["label"] == tier)
        amount = rule["amounts"].get(category) if "amounts" in rule else rule["amount"]
        return None if amount is None else Fraction(str(amount))

    def seats(self):
        seats = [tier["label"] for tier in self.tiers for _ in range(self.quotas.get(tier["label"], 0))]
        return seats if self.max_total is None else seats[: self.max_total]


def read_marks(season, rules):
    """Marks by judge and number, None where the judge stays away."""
    marks = {}
    added, dismissed = set(), set()
    for one in rules.season.get("recusals", []):
        (dismissed if one.get("dismissed") else added).add((one["judge"], one["submission"]))
    for rows in returned_lists(season):
        head = " ".join(str(cell) for row in rows[:6] for cell in row if cell is not None)
        judge = re.search(r"评委(\d\d)", head)
        for row in rows_below(rows, "编号", "回避", *(label for _, label, _ in rules.criteria)):
            who = int(judge[1])
            name, at = rules.judges[who - 1], plain(row["编号"])
            away = plain(row["回避"]) == "是" or (plain(row.get("回避提示")).startswith("提示回避") and (name, at) not in dismissed)
            given = [number(row[label]) for _, label, _ in rules.criteria]
            whole = all(mark is not None and 0 <= mark <= most for mark, (_, _, most) in zip(given, rules.criteria))
            if away or (name, at) in added:
                marks[who, at] = None
            elif whole:
                marks[who, at] = given
    return marks


def rank(numbers, marks, rules, judges):
    """Rank, figure, chain and totals by number, the best first; who has no mark is not in it."""
    scored = []
    for at in numbers:
        given = [marks[judge, at] for judge in judges if marks.get((judge, at))]
        if given:
            scored.append((rounded(rules.figure([sum(mark) for mark in given]), rules.decimals), rules.chain(given), at))
    scored.sort(key=lambda one: (-one[0], [-step for step in one[1]], one[2]))
    places = {}
    for _, alike in groupby(enumerate(scored, 1), key=lambda one: one[1][:2]):
        alike = list(alike)
        places |= {one[2]: (alike[0][0], *one[:2]) for _, one in alike}
    return places


def propose(places, standing, category, rules):
    """Tier by number (并列待定 where the committee must part them), and who would have one but for the budget."""
    tiers, beyond, spent, reserved, closed, at = {}, {}, Fraction(0), Fraction(0), False, 0
    seats, budget = rules.seats(), None if rules.budget is None else Fraction(str(rules.budget))
    passed = [one for one in places.items() if standing[one[0]] == "通过"] if rules.quotas else []
    for _, alike in groupby(passed, key=lambda one: one[1][0]):
        alike = [one[0] for one in alike]
        before, at = (seats[at : at + len(alike)] + [None] * len(alike))[: len(alike)], at + len(alike)
        open_groups = []
        if len(set(before)) > 1:
            open_groups.append((alike, before))
        elif before[0]:
            known = [one for one in alike if rules.amount(before[0], category[one]) is not None]
            if len(known) < len(alike):
                open_groups.append(([one for one in alike if one not in known], before[len(known) :]))
            costs = [rules.amount(before[0], category[one]) for one in known]
            pays = lambda cost: cost == 0 or (not closed and (budget is None or spent + reserved + cost <= budget))
            for group, seated in open_groups:
                reserved += sum(max((rules.amount(s, category[one]) or 0 for one in group), default=0) for s in seated)
            if pays(sum(costs)):
                spent += sum(costs)
                tiers |= {one: before[0] for one in known}
            elif len(known) > 1 and any(map(pays, costs)):
                closed = True
                tiers |= {one: "并列待定" for one in known}
            else:
                closed = True
                beyond |= {one: before[0] for one in known}
        for group, seated in open_groups:
            tiers |= {one: "并列待定" for one in group}
            if len(set(before)) > 1:
                reserved += sum(max((rules.amount(s, category[one]) or 0 for one in group), default=0) for s in seated if s)
        if budget is not None and reserved > budget - spent:
            reserved, closed = budget - spent, True
    return tiers, beyond


def without_leniency(places, marks, judges):
    """Totals by number, less what each judge gives above the projects' means on average."""
    totals = {at: {judge: sum(marks[judge, at]) for judge in judges if marks.get((judge, at))} for at in places}
    above = defaultdict(list)
    for given in totals.values():
        for judge, total in given.items():
            above[judge].append(total - mean(list(given.values())))
    return {at: [total - mean(above[judge]) for judge, total in given.items()] for at, given in totals.items()}


def by_rank(figures):
    return {at: 1 + sum(other > figure for other in figures.values()) for at, figure in figures.items()}


def check_workbook(book, season, rules):
    summary = list(rows_below(book["项目汇总"].iter_rows(values_only=True), "编号", "结论"))
    standing = {row["编号"]: plain(row["结论"]) for row in summary}
    category = {row["编号"]: plain(row.get(rules.category)) or None for row in summary}
    marks, judges = read_marks(season, rules), range(1, len(rules.judges) + 1)
    numbers = [at for at in standing if standing[at] not in ("不予受理", "不通过")]
    places = rank(numbers, marks, rules, judges)
    tiers, beyond = propose(places, standing, category, rules)
    for judge in judges:
        for row in rows_below(book[f"评委{judge:02}"].iter_rows(values_only=True), "编号", "合计"):
            given = marks.get((judge, row["编号"]), "")
            same(f"评委{judge:02} {row['编号']} 合计", "回避" if given is None else sum(given) if given else "", row["合计"])
    medians, adjusted = {}, {}
    for at, given in without_leniency(places, marks, judges).items():
        medians[at] = rounded(median([sum(marks[judge, at]) for judge in judges if marks.get((judge, at))]), rules.decimals)
        adjusted[at] = rounded(rules.figure(given), rules.decimals)
    decisive = defaultdict(list)
    for judge in judges if rules.quotas else []:
        others = propose(rank(list(places), marks, rules, [one for one in judges if one != judge]), standing, category, rules)
        for at in places:
            if (tiers | beyond).get(at) != (others[0] | others[1]).get(at):
                decisive[at].append(f"评委{judge:02}")
    for row in rows_below(book["评分汇总"].iter_rows(values_only=True), "编号", "综合得分"):
        at, what = row["编号"], f"评分汇总 {row['编号']}"
        totals = [sum(marks[judge, at]) for judge in judges if marks.get((judge, at))]
        away = sum((judge, at) in marks and marks[judge, at] is None for judge in judges)
        same(f"{what} 有效评分", len(totals), row["有效评分"])
        same(f"{what} 回避数", away, row["回避数"])
        same(f"{what} 缺评数", len(judges) - len(totals) - away, row["缺评数"])
        if at not in places:
            same(f"{what} 综合得分", "", row["综合得分"])
            continue
        same(f"{what} 最高分", max(totals), row["最高分"])
        same(f"{what} 最低分", min(totals), row["最低分"])
        same(f"{what} 综合得分", places[at][1], row["综合得分"])
        same(f"{what} 名次", places[at][0], row["名次"])
        same(f"{what} 中位数", medians[at], row["参考:中位数"])
        same(f"{what} 中位数名次", by_rank(medians)[at], row["参考:中位数名次"])
        same(f"{what} 校正得分", adjusted[at], row["参考:宽严校正得分"])
        same(f"{what} 校正名次", by_rank(adjusted)[at], row["参考:校正名次"])
        same(f"{what} 影响等次的评委", "".join(decisive[at]), re.sub("[、 ]", "", plain(row["参考:去掉即改变等次的评委"])))
        if len(totals) > 1:
            # A root is no fraction: the written one must be the nearest to the variance.
            variance = sum((total - mean(totals)) ** 2 for total in totals) / (len(totals) - 1)
            half, root = Fraction(1, 2 * 10**rules.decimals), number(row["参考:标准差"])
            same(f"{what} 标准差", "就近", "就近" if max(0, root - half) ** 2 <= variance <= (root + half) ** 2 else root)
    return standing, category, places, tiers, beyond


def check_prizes(book, season, standing, places, tiers, beyond, category, rules):
    """The sheet 拟奖预算; the decision by number, in the papers' order."""
    ruled = {}
    for rows in returned_lists(season):
        for row in rows_below(rows, "编号", "最终等次"):
            if plain(row["最终等次"]):
                ruled[plain(row["编号"])] = plain(row["最终等次"])
    decided = {at: tier for at, tier in tiers.items() if tier != "并列待定"}
    for at, tier in ruled.items():
        if tier == "不授奖":
            decided.pop(at, None)
        elif standing[at] == "通过":
            decided[at] = tier
    for row in rows_below(book["拟奖预算"].iter_rows(values_only=True), "编号", "建议等次"):
        at, proposed = row["编号"], plain(row["建议等次"])
        if rules.quotas and at in places:
            expected = tiers.get(at, "超出预算" if at in beyond else "")
            same(f"拟奖预算 {at} 建议等次", expected, proposed if proposed not in ("未入围",) else "")
        amount = rules.amount(decided[at], category[at]) if at in decided else None
        same(f"拟奖预算 {at} 金额", amount if amount is not None else "", row["金额(元)"])
    order = [tier["label"] for tier in rules.tiers]
    place = lambda at: (order.index(decided[at]), places[at][0] if at in places else 10**9, at)
    return {at: decided[at] for at in sorted(decided, key=place)}


def check_papers(folder, decided, category, rules):
    amounts = {at: rules.amount(tier, category[at]) for at, tier in decided.items()}
    total, paid = sum(amounts.values(), Fraction(0)), any(tier.get("amount", 1) for tier in rules.tiers)
    same("补助资金预算表", "有" if paid else "无", "有" if (folder / "补助资金预算表.xlsx").exists() else "无")
    names = check_budget_book(folder, decided, category, amounts, rules) if paid else names_in_report(folder)
    check_written(folder, decided, amounts, names, total, paid)


def names_in_report(folder):
    """Projects by number, as the report's prize list has them: where prizes cost nothing there is no budget book to ask."""
    tables = docx.Document(str(folder / "评审情况报告.docx")).tables
    lists = [list(rows_below([[cell.text for cell in row.cells] for row in table.rows], "编号", "项目名称", "等次")) for table in tables]
    return {row["编号"]: row["项目名称"] for rows in lists for row in rows}


def check_budget_book(folder, decided, category, amounts, rules):
    """The budget book; the projects' names by number."""
    total = sum(amounts.values(), Fraction(0))
    budget = open_book(folder / "补助资金预算表.xlsx")
    units, names = {}, {}
    for sheet, amount in (("补助分配", "补助金额"), ("发放表", "金额")):
        rows = list(rows_below(budget[sheet].iter_rows(values_only=True), "编号", amount))
        paid_for = [at for at in decided if sheet == "补助分配" or amounts[at]]
        same(f"{sheet} 项目", "、".join(paid_for), "、".join(row["编号"] for row in rows))
        for row in rows:
            same(f"{sheet} {row['编号']} 等次", decided.get(row["编号"]), row["等次"])
            same(f"{sheet} {row['编号']} 金额", amounts.get(row["编号"]), row[amount])
            units[row["编号"]] = row.get("申报单位") or units.get(row["编号"])
            names[row["编号"]] = row["项目名称"]
        sums = [cell for row in budget[sheet].iter_rows(values_only=True) for cell in row]
        same(f"{sheet} 合计", total, sums[sums.index("合计") + 1])
        same(f"{sheet} 大写", total, capitals(sums[sums.index("合计（大写）") + 1]))
    groups = [("按单位", "申报单位", units.get)]
    if rules.sorted_by_category:
        groups.append(("按类别", "类别", lambda at: category[at] or "未填类别"))
    same("按类别", "有" if rules.sorted_by_category else "无", "有" if "按类别" in budget.sheetnames else "无")
    for sheet, key, of in groups:
        sums = defaultdict(Fraction)
        for at in decided:
            sums[plain(of(at))] += amounts[at]
        for row in rows_below(budget[sheet].iter_rows(values_only=True), key, "补助金额"):
            same(f"{sheet} {row[key]}", sums.pop(plain(row[key]), 0), row["补助金额"])
        same(f"{sheet} 缺", "", "、".join(sums))
    return names


def check_written(folder, decided, amounts, names, total, paid):
    """Lists and sums of the written papers."""
    for paper, head, with_money in (("评审情况报告", "等次", "补助(元)"), ("公示", "拟奖等次", None), ("表彰通报", "等次", "补助资金(元)")):
        document = docx.Document(str(folder / f"{paper}.docx"))
        text = plain("".join(paragraph.text for paragraph in document.paragraphs))
        listed = []
        for table in document.tables:
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            listed = listed or list(rows_below(rows, "序号", "项目名称", head))
        listed = [row for row in listed if number(row["序号"]) is not None]
        same(f"{paper} 名单", "".join(f"{plain(names[at])}{tier}" for at, tier in decided.items()), "".join(plain(row["项目名称"]) + plain(row[head]) for row in listed))
        if with_money and paid:
            for at, row in zip(decided, listed):
                same(f"{paper} {at} 金额", amounts[at], row[with_money])
            for figures, words in re.findall(r"([\d.,]+)元\(大写:([^)]*)\)", text) if decided else []:
                same(f"{paper} 合计", total, figures)
                same(f"{paper} 大写", total, capitals(words))


def main():
    season = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else season / "输出"
    rules, book = Rules(season), open_book(folder / "评审工作簿.xlsx")
    standing, category, places, tiers, beyond = check_workbook(book, season, rules)
    decided = check_prizes(book, season, standing, places, tiers, beyond, category, rules)
    check_papers(folder, decided, category, rules)
    print(*faults[:40], sep="\n", file=sys.stderr)
    print(f"{len(standing)} projects, {len(places)} ranked, {len(decided)} prizes: {compared} figures compared, {len(faults)} differ")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
