"""The HTML report in a real browser; skipped where there is none."""

from __future__ import annotations

import base64
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

from dedupe_articles.baseline import with_acceptances
from dedupe_articles.baseline.file import read_baseline, render_baseline
from dedupe_articles.model import (
    Acceptance,
    Alteration,
    AlterationKind,
    ArticleRef,
    Disguise,
    DisguiseKind,
    Relation,
    Span,
)
from dedupe_articles.report.html.page import render_html

from .builders import (
    DERIVED,
    ORIGINAL,
    boilerplate_result,
    finding_of,
    line_match,
    news_finding,
    news_result,
    result_of,
)
from .hostile import HIDDEN, hostile_result
from .html_pages import many

if TYPE_CHECKING:
    from dedupe_articles.model import ScanResult

    from .browsing import Reader

VIEWS = ["", "findings", "findings/1", "inputs"]


def altered_result() -> ScanResult:
    """Return the small rewritten article with an alteration that an editor has to see."""
    start, end = ORIGINAL.index("recent"), ORIGINAL.index("recent") + 6
    place = DERIVED.index("recent")
    change = Alteration(
        AlterationKind.QUOTATION, Span(start, end, 1, 1), Span(place, place + 6, 1, 1)
    )
    result = news_result()
    return replace(result, findings=[replace(news_finding(), alterations=(change,))])


def long_result() -> ScanResult:
    """Return two articles of eighty sentences, of which the second moves its first to its end."""
    lines_a = [f"Sentence {number} of the first article is about bridges." for number in range(80)]
    lines_b = [*lines_a[20:], *lines_a[:20]]
    text_a, text_b = "\n".join(lines_a) + "\n", "\n".join(lines_b) + "\n"
    matches = [
        line_match(text_a, number + 1, text_b, (number + 60) % 80 + 1) for number in range(80)
    ]
    finding = finding_of("a.txt", text_a, "b.txt", text_b, matches)
    return result_of([finding], {"a.txt": text_a, "b.txt": text_b})


def test_the_overview_tells_what_was_found(reader: Reader) -> None:
    reader.read(render_html(news_result()))
    assert reader.text("h1") == "1 pair of related articles among 7 articles"
    assert "at most 0.07" in reader.text(".lead")  # 0.061 is more than 0.06
    assert [tile.split("\n")[:2] for tile in reader.texts(".tile")] == [["1", "derived"]]
    assert len(reader.all(".map .node")) == 2
    assert len(reader.all(".map line.edge")) == 1
    assert len(reader.all(".histogram .bar")) == 1
    assert "chance 0.07" in reader.text(".histogram svg") or "chance 0.06" in reader.text(
        ".histogram svg"
    )
    assert "news/weather.txt" in reader.text("main")
    assert not reader.all(".timeline")
    assert reader.complaints() == []


def test_articles_with_dates_have_a_timeline(reader: Reader) -> None:
    finding = news_finding()
    dated = replace(
        finding,
        a=replace(finding.a, date="2024-05-01"),
        b=replace(finding.b, date="Fri, 03 May 2024 10:00:00 GMT"),
    )
    reader.read(render_html(replace(news_result(), findings=[dated])))
    label = str(reader.attribute(".timeline", "aria-label"))
    assert "2024-05-01 to 2024-05-03" in label
    assert len(reader.all(".timeline circle")) == 2


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_a_time_without_a_zone_is_of_the_same_day_wherever_it_is_read(
    reader: Reader, zone: str
) -> None:
    finding = news_finding()
    dated = replace(
        finding,
        a=replace(finding.a, date="2024-05-01T10:00:00"),
        b=replace(finding.b, date="03 May 2024 20:00"),
    )
    with reader.in_time_zone(zone):
        reader.read(render_html(replace(news_result(), findings=[dated])))
        label = str(reader.attribute(".timeline", "aria-label"))
    assert "2024-05-01 to 2024-05-03" in label


def test_what_was_skipped_is_listed_with_its_reason(reader: Reader) -> None:
    reader.read(render_html(news_result()), "inputs")
    text = reader.text("main")
    assert "Skipped (3)" in text
    assert "binary file · 2 inputs" in text
    assert "news/feed.jsonl, line 12" in text
    assert "news/old.txt was read as cp1252" in text


def test_a_scan_without_findings_is_a_page_too(reader: Reader) -> None:
    for view in ("", "findings", "findings/1", "inputs"):
        reader.read(render_html(result_of([], {})), view)
        assert reader.complaints() == []
    reader.read(render_html(result_of([], {})))
    assert reader.text("h1") == "No copied or derived articles among 0 articles"


def test_filters_narrow_the_table_and_stay_in_the_address(reader: Reader) -> None:
    result = many(40)
    findings = [
        replace(finding, relation=Relation.EXACT if place < 3 else Relation.DERIVED)
        for place, finding in enumerate(result.findings)
    ]
    counts = {Relation.EXACT: 3, Relation.DERIVED: 37}
    result = replace(result, findings=findings, summary=replace(result.summary, findings=counts))
    reader.read(render_html(result), "findings")
    assert reader.text(".told") == "40 findings"
    reader.click("input[value=exact]")
    assert reader.text(".told") == "3 of 40 findings"
    assert "relation=exact" in reader.driver.current_url
    reader.enter("#q", "original.txt2")
    assert reader.text(".told") == "1 of 40 findings"
    reader.refresh()
    assert reader.text(".told") == "1 of 40 findings"
    assert [row.split("\n")[0] for row in reader.texts(".row")] == ["3"]
    reader.enter("#q", " nothing like it")
    assert reader.text(".told") == "0 of 40 findings"
    assert reader.all(".row") == []


def test_the_table_is_sorted_by_any_column(reader: Reader) -> None:
    reader.read(render_html(many(40)), "findings")
    reader.click(".head .c-score button")
    reader.click(".head .c-score button")
    assert reader.attribute(".head .c-score", "aria-sort") == "descending"
    assert reader.text(".row .c-number") == "40"


def test_ten_thousand_findings_need_few_rows_and_the_keyboard_reaches_all(reader: Reader) -> None:
    reader.read(render_html(many(10_000), most_detail=0), "findings")
    assert reader.text(".told") == "10,000 findings"
    assert 0 < len(reader.all(".row")) < 60
    reader.script("document.querySelector('.grid').focus()")
    reader.press(Keys.END)
    assert reader.text(".row.active .c-number") == "10000"
    assert len(reader.all(".row")) < 60
    reader.press(Keys.HOME, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert reader.text(".row.active .c-number") == "2"
    assert reader.attribute(".grid", "aria-activedescendant") == "row-1"
    reader.press(Keys.ENTER)
    assert "2 of 10,000" in reader.text(".steps")


def test_who_comes_back_from_a_finding_finds_the_table_as_it_was(reader: Reader) -> None:
    reader.read(render_html(many(100), most_detail=0), "findings?min=0.5&sort=-score")
    assert reader.text(".told") == "51 of 100 findings"
    reader.script("document.querySelector('.grid').focus()")
    reader.press(Keys.END, Keys.ENTER)
    reader.wait(lambda: "51 of 51" in reader.text(".steps"))
    reader.click(".steps a")
    reader.wait(lambda: reader.text(".told") == "51 of 100 findings")
    assert reader.text(".row.active .c-number") == "1"


def test_what_a_page_leaves_out_it_tells(reader: Reader) -> None:
    page = render_html(many(50), most_findings=20, most_detail=1)
    reader.read(page)
    notice = reader.text(".notice")
    assert "lists the 20 strongest findings; 30 weaker ones are left out" in notice
    assert "19 findings of the list come without texts" in notice
    reader.read(page, "findings/20")
    assert "dedupe compare" in reader.text(".notice")
    assert reader.complaints() == []


def test_a_click_on_a_sentence_lights_up_its_partner(reader: Reader) -> None:
    reader.read(render_html(news_result()), "findings/1")
    reader.click(".pane-a [data-matches='3']")
    lit = {side: "".join(reader.texts(f".pane-{side} .seg.on")) for side in "ab"}
    assert lit["a"] == lit["b"] == ORIGINAL.splitlines()[4]
    assert reader.text(".account").startswith("Match 4 of 4 · verbatim 1.00")
    assert "moved" in reader.text(".account")
    reader.press("p")
    assert reader.text(".account").startswith("Match 3 of 4")
    reader.press("n", "n")
    assert reader.text(".account").startswith("Match 1 of 4")


def test_every_changed_word_is_marked_on_its_side(reader: Reader) -> None:
    reader.read(render_html(news_result()), "findings/1")
    assert "Metropolitan Police is being" in reader.texts(".pane-a del")
    assert "Sofia police have been" in reader.texts(".pane-b ins")
    assert not reader.all(".pane-a ins, .pane-b del")
    assert reader.style(".pane-a del", "text-decoration-line") == "underline"


def test_both_articles_are_there_to_the_last_character(reader: Reader) -> None:
    """Numbers and labels stand between the words, but selecting and copying leaves them out."""
    reader.read(render_html(news_result()), "findings/1")
    for side, text in (("a", ORIGINAL), ("b", DERIVED)):
        words = reader.script(
            "return [...document.querySelectorAll(arguments[0])].map(n => n.textContent).join('')",
            f".pane-{side} .seg",
        )
        assert words == text


def test_offsets_hold_in_a_text_with_characters_beyond_the_basic_plane(reader: Reader) -> None:
    text_a = "𝔗he 😀 mayor 🏳️‍🌈 opened the bridge.\nA second line.\n"
    text_b = "𝔗he 😀 governor 🏳️‍🌈 opened the bridge.\nA second line.\n"
    matches = [line_match(text_a, line, text_b, line) for line in (1, 2)]
    finding = finding_of("a.txt", text_a, "b.txt", text_b, matches)
    reader.read(render_html(result_of([finding], {"a.txt": text_a, "b.txt": text_b})), "findings/1")
    assert [word for word in reader.texts("del, ins") if word.endswith("or")] == [
        "mayor",
        "governor",
    ]


def test_scrolling_one_article_scrolls_the_other_to_what_corresponds(reader: Reader) -> None:
    """Past the moved beginning of b, sentence 40 of a stands beside the same one of b."""
    reader.read(render_html(long_result()), "findings/1")
    in_view = (
        "const [pane, seg] = [document.querySelector(`.pane-${arguments[0]}`),"
        " document.querySelector(`.pane-${arguments[0]} .seg[data-matches='${arguments[1]}']`)];"
        " return seg.getBoundingClientRect().top - pane.getBoundingClientRect().top"
    )
    reader.script(
        "const pane = document.querySelector('.pane-a');"
        " pane.scrollTop += document.querySelector(\".pane-a .seg[data-matches='40']\")"
        ".getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3"
    )
    reader.wait(lambda: abs(reader.script(in_view, "a", 40) - reader.script(in_view, "b", 40)) < 30)


def test_ribbons_tie_what_corresponds_and_are_drawn_only_in_sight(reader: Reader) -> None:
    reader.read(render_html(long_result()), "findings/1")
    drawn = len(reader.all(".ribbon"))
    assert 10 < drawn < 80
    reader.script("document.querySelector('.pane-a').scrollTop = 400")
    reader.wait(lambda: "M0 -" in str(reader.attribute(".ribbon", "d")))


def test_altered_statements_are_called_out_and_lead_to_their_place(reader: Reader) -> None:
    reader.read(render_html(altered_result()), "findings/1")
    card = reader.text(".card.alarm")
    assert "Altered statements (1)" in card
    assert "quotation recent recent line 1 / 1" in " ".join(card.split())
    assert reader.texts(".altered") == ["recent", "recent"]
    reader.click(".card.alarm button")
    assert reader.text(".account").startswith("Match 1 of 4")
    reader.go("findings?change=quotation")
    assert reader.text(".told") == "1 finding"


def test_the_evidence_and_the_substitutions_are_told(reader: Reader) -> None:
    reader.read(render_html(news_result()), "findings/1")
    assert "b is likely rewritten from a" in reader.text("h1")
    reasons = reader.text(".reasons")
    assert "only b ends in “Add Comment”" in reasons
    assert "Metropolitan Sofia ×4 name" in " ".join(reasons.split())


def test_the_bar_shows_how_much_of_an_article_each_source_covers(reader: Reader) -> None:
    reader.read(render_html(news_result()), "findings/1")
    legend = reader.texts(".coverage .shares li")
    assert legend == [
        "89 % original.txt news/ (this finding)",
        "6 % news/weather.txt (its texts are not in this file)",
    ]
    assert len(reader.all(".coverage .piece.s-0")) > 3


def test_accepted_findings_stay_accepted_and_are_exported_as_a_baseline(reader: Reader) -> None:
    reader.read(render_html(many(3)), "findings/2")
    reader.enter("#reason", "licensed </script> agency text")
    reader.enter("#owner", "desk")
    reader.click(".triage .primary")
    assert "✓ Accepted by desk: licensed </script> agency text" in reader.text(".triage")
    reader.refresh()
    assert "✓ Accepted by desk" in reader.text(".triage")
    reader.go("findings?status=accepted")
    assert [row.split("\n")[0] for row in reader.texts(".row")] == ["2"]
    reader.click(".export button")
    file = reader.folder / "dedupe-baseline.json"
    reader.wait(file.exists)
    entries = read_baseline(file)
    assert render_baseline(entries) == file.read_text("utf-8")
    told = [finding.accepted for finding in with_acceptances(many(3), entries).findings]
    assert told == [None, Acceptance("licensed </script> agency text", "desk"), None]
    file.unlink()
    reader.go("findings/2")
    reader.click(".triage button")
    assert reader.all(".triage #reason")


def test_it_is_dark_where_the_system_is_dark_and_where_the_reader_wants_it(reader: Reader) -> None:
    reader.read(render_html(news_result()), scheme="dark")
    dark = reader.style("html", "background-color")
    reader.read(render_html(news_result()), scheme="light")
    light = reader.style("html", "background-color")
    assert dark != light
    reader.script(
        "const s = document.querySelector('.theme select'); s.value = 'dark';"
        " s.dispatchEvent(new Event('change'))"
    )
    assert reader.style("html", "background-color") == dark
    reader.refresh()
    assert reader.style("html", "background-color") == dark
    reader.script("localStorage.clear()")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_view(reader: Reader, scheme: str) -> None:
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    for view in VIEWS:
        reader.read(render_html(altered_result()), view, scheme=scheme)
        reader.script(axe)
        result = reader.driver.execute_async_script("axe.run().then(arguments[0])")
        faults = [
            (fault["id"], [node["html"] for node in fault["nodes"]])
            for fault in result["violations"]
        ]
        assert faults == [], view
        assert len(result["passes"]) > 20


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_stands_beyond_the_window(reader: Reader, width: int) -> None:
    """640 CSS pixels are what a window of 1,280 has left at a zoom of 200 %."""
    for view in VIEWS:
        reader.read(render_html(altered_result()), view, width=width)
        assert reader.script("return document.documentElement.scrollWidth") <= width, view


@pytest.mark.parametrize("width", [390, 1280])
def test_two_articles_of_one_long_title_are_told_apart_by_where_they_are(
    reader: Reader, width: int
) -> None:
    title = "A bridge is closed for nine weeks, and the whole town has to take another way " * 3
    finding = news_finding()
    a, b = (
        replace(ref, id=f"{site}/2025/01/bridge.html", path=f"{site}/bridge.html", title=title)
        for ref, site in ((finding.a, "north.example"), (finding.b, "south.example"))
    )
    direction = replace(finding.direction, original="a")
    found = replace(finding, a=a, b=b, direction=direction)
    reader.read(
        render_html(result_of([found], {a.id: ORIGINAL, b.id: DERIVED})), "findings", width=width
    )
    assert reader.texts(".row .id") == [a.id, b.id]
    right = {
        shown: reader.one(shown).rect["x"] + reader.one(shown).rect["width"]
        for shown in (".row .c-articles", ".row .id", ".row .original")
    }
    assert max(right.values()) <= right[".row .c-articles"] + 1


def test_a_printed_finding_has_both_articles_in_full(reader: Reader) -> None:
    reader.read(render_html(long_result()), "findings/1")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert reader.style(".pane-a", "overflow-y") == "visible"
    assert reader.style(".top", "display") == "none"
    height = reader.script("return document.querySelector('.pane-a').clientHeight")
    assert height >= reader.script("return document.querySelector('.pane-a .text').scrollHeight")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    printed = reader.driver.execute_cdp_cmd("Page.printToPDF", {})
    pages = base64.b64decode(printed["data"]).count(b"/Type /Page\n")
    assert pages >= 3


def test_right_to_left_text_stays_right_to_left_and_chinese_is_told_so(reader: Reader) -> None:
    arabic, chinese = "أعلنت الشرطة اليوم عن خطة جديدة.\n", "警方今天宣布了一项新计划。\n"
    for text, language in ((arabic, "ar"), (chinese, "zh")):
        a = ArticleRef("a.txt", "a.txt", 6, title=text.strip())
        finding = finding_of("a.txt", text, "b.txt", text, [line_match(text, 1, text, 1)], a=a)
        reader.read(render_html(result_of([finding], {"a.txt": text, "b.txt": text})), "findings/1")
        assert reader.attribute(".pane-a .text", "lang") == language
        assert reader.attribute("h3 bdi", "lang") == language
        right = reader.script(
            "const r = document.querySelector('.pane-a .seg').getClientRects()[0];"
            " const p = document.querySelector('.pane-a').getBoundingClientRect();"
            " return p.right - r.right < r.left - p.left"
        )
        assert right is (language == "ar")


def test_what_an_article_hides_and_its_language_are_told(reader: Reader) -> None:
    finding = news_finding()
    disguised = replace(
        finding.a, language="bg", disguises=(Disguise(DisguiseKind.LOOKALIKE, 1200),)
    )
    named = replace(finding.b, language="no such <language>")
    result = replace(news_result(), findings=[replace(finding, a=disguised, b=named)])
    reader.read(render_html(result), "findings/1")
    about = reader.text(".pairing")
    assert "disguised: 1,200 look-alike letters" in about
    assert "Bulgarian" in about
    assert "no such <language>" in about
    assert reader.attribute(".pane-a .text", "lang") == "bg"


def test_lines_that_are_left_out_are_told_and_grey(reader: Reader) -> None:
    page = render_html(boilerplate_result())
    reader.read(page)
    assert "60 lines of boilerplate in 1,234 articles are left out" in reader.text(".lead")
    reader.read(page, "inputs")
    assert "Add Comment" in reader.text("main")
    reader.read(page, "findings/1")
    assert "2 of boilerplate" in reader.text(".pairing")
    (line,) = reader.texts(".pane-b .left-out")
    assert line.strip() == DERIVED.rstrip().splitlines()[-1]
    assert reader.style(".pane-b .left-out", "color") == reader.style(".about", "color")


def test_hostile_articles_are_only_text(reader: Reader) -> None:
    for view in VIEWS:
        reader.read(render_html(hostile_result()), view)
        assert reader.all("main img, main script, main iframe, main a[href^='http']") == []
        shown = reader.script("return document.body.innerText")
        assert not set(shown) & set("\x1b\x9b\x07\u202e\u202c\u2028\ufeff" + HIDDEN)
        assert reader.complaints() == []
    reader.read(render_html(hostile_result()), "findings/1")
    assert "<U+202E>txt.exe<U+202C>" in reader.text(".pane-b")
    assert "<U+2060><U+E0041><U+180E><U+3164>" in reader.text(".pane-b")
    assert "</script><img src=x onerror=alert(1)>" in reader.text("main")


def test_a_word_of_a_hundred_kilobytes_neither_stops_nor_widens_the_page(reader: Reader) -> None:
    text = "x" * 100_000 + "\nThe bridge is closed.\n"
    finding = finding_of(
        "a.txt",
        text,
        "b.txt",
        text,
        [line_match(text, 2, text, 2)],
        a=ArticleRef("a.txt", "a.txt", 5, title="y" * 100_000),
    )
    reader.read(render_html(result_of([finding], {"a.txt": text, "b.txt": text})), "findings/1")
    assert reader.script("return document.documentElement.scrollWidth") <= 1280
    reader.press("n")
    assert reader.text(".account").startswith("Match 1 of 1")
    reader.go("findings")
    assert reader.script("return document.documentElement.scrollWidth") <= 1280


def test_the_policy_refuses_whatever_a_page_could_be_made_to_do(reader: Reader) -> None:
    """Not even a fault in the program could run another or tell somebody what it shows."""
    reader.read(render_html(news_result()))
    refused = """
        const outcomes = [];
        const attempt = (name, act) => { try { act(); outcomes.push(name); } catch { } };
        attempt("markup", () => { document.body.innerHTML = "<b>x</b>"; });
        const script = document.createElement("script");
        attempt("script", () => { script.textContent = "window.ran = true"; });
        document.body.append(script);
        await fetch("http://127.0.0.1:9/").then(() => outcomes.push("fetch"), () => {});
        if (window.ran) outcomes.push("ran");
        return outcomes.filter((name) => name !== "script");
    """
    outcomes = reader.driver.execute_script(f"return (async () => {{ {refused} }})()")
    assert outcomes == []
    assert any("Content Security Policy" in message for message in reader.complaints())


def test_the_page_asks_nobody_for_anything(reader: Reader) -> None:
    reader.read(render_html(news_result()))
    assert reader.script("return performance.getEntriesByType('resource').length") == 0


def test_the_map_is_walked_with_the_keyboard(reader: Reader) -> None:
    reader.read(render_html(news_result()))
    reader.script("document.querySelector('.map .node[tabindex=\"0\"]').focus()")
    reader.press(Keys.ARROW_RIGHT)
    assert "news/derived.txt" in reader.text(".map-figure .told")
    reader.press(Keys.ENTER)
    reader.wait(lambda: "article=news%2Fderived.txt" in reader.driver.current_url)
    assert "Only findings of news/derived.txt" in reader.text(".only")


def test_the_map_of_two_thousand_articles_stays_apart(reader: Reader) -> None:
    """No two articles of the map cover each other."""
    reader.read(render_html(many(1200), most_detail=0))
    assert len(reader.all(".map .node")) == 2000
    closest = reader.script(
        "const at = [...document.querySelectorAll('.map .node')].map((n) =>"
        " n.getAttribute('transform').match(/-?[\\d.]+/g).slice(0, 2).map(Number));"
        " let least = Infinity;"
        " at.forEach(([x, y], i) => { for (let j = 0; j < i; j += 1)"
        " least = Math.min(least, Math.hypot(x - at[j][0], y - at[j][1])); });"
        " return least"
    )
    assert closest > 20
