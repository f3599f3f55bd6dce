from __future__ import annotations

import pytest

from dedupe_articles.model import AlterationKind

from .judging import judged, made_up_sentences

FRAME = made_up_sentences(5, 6)
NUMBER, DATE = AlterationKind.NUMBER, AlterationKind.DATE
NEGATION, QUOTATION = AlterationKind.NEGATION, AlterationKind.QUOTATION


def altered(old: str, new: str) -> list[tuple[AlterationKind, str, str]]:
    """Return what is called out where one sentence of two equal texts differs."""
    a, b = (" ".join([*FRAME[:3], sentence, *FRAME[3:]]) for sentence in (old, new))
    found = judged(a, b).alterations
    back = judged(b, a).alterations
    assert {(x.kind, x.b, x.a) for x in back} == {(x.kind, x.a, x.b) for x in found}
    return [(x.kind, a[x.a.start : x.a.end], b[x.b.start : x.b.end]) for x in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("12 people", "15 people", [(NUMBER, "12", "15")]),
        ("1,200 people", "1,300 people", [(NUMBER, "1,200", "1,300")]),
        ("12 men and 5 women", "5 men and 12 women", []),
        ("1,200 people", "1200 people", []),
        ("12 people", "people", []),
        ("people on 5 May", "people on 7 May", [(DATE, "5", "7")]),
        ("people on Monday", "people on Friday", [(DATE, "Monday", "Friday")]),
        ("people who may come", "people who can come", []),
        ("three people", "five people", [(NUMBER, "three", "five")]),
        ("three people", "5 people", [(NUMBER, "three", "5")]),
        ("twenty-five people", "25 people", []),
        ("4.2 million people", "4.2 billion people", [(NUMBER, "4.2 million", "4.2 billion")]),
        ("4.2 million people", "4,200,000 people", []),
        ("two million people", "two billion people", [(NUMBER, "two million", "two billion")]),
        ("one of the people", "two of the people", []),
        ("4.2 million people", "4.2\n  million people", []),
        ("people since Monday", "people since 1990", []),
        ("people on 3/5/2024", "people on 3 May 2024", []),
        ("340 to 350 people", "350 to 350 people", [(NUMBER, "340", "350")]),
        ("14 to 16 men and 5 women", "16 to 16 men and 5 women", [(NUMBER, "14", "16")]),
        (
            "2016 people in the 2016 houses",
            "2015 people in the 2016 houses",
            [(NUMBER, "2016", "2015")],
        ),
        (
            "people from Sunday to Sunday",
            "people from Friday to Sunday",
            [(DATE, "Sunday", "Friday")],
        ),
    ],
)
def test_numbers_and_dates_are_called_out_when_another_stands_for_them(
    old: str, new: str, expected: list[tuple[AlterationKind, str, str]]
) -> None:
    template = "The village by the river was home to {} when the survey of the valley ended."
    assert altered(template.format(old), template.format(new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("-5 degrees", "5 degrees", [(NUMBER, "-5", "5")]),
        ("\u22125 degrees", "-5 degrees", []),
        ("£5 million", "$5 million", [(NUMBER, "£5 million", "$5 million")]),
        ("5 €", "5 $", [(NUMBER, "5 €", "5 $")]),
        ("€5", "5 euros", []),
        ("€5", "5 €", []),
        ("US$5", "$5", []),
        ("10-12 tons", "10–12 tons", []),
        ("Covid-19", "Covid 19", []),
        ("$5 or €4", "€4 or $5", []),
        ("$5 or €5", "€5 or $5", []),
        ("$5 or €5", "€5", []),
        ("US$5", "€5", [(NUMBER, "$5", "€5")]),
        ("$-5", "$5", [(NUMBER, "$-5", "$5")]),
        ("10 goats at 5 p.m.", "10 goats at 5 a.m.", [(NUMBER, "5 p.m.", "5 a.m.")]),
        ("10 goats at 5:30pm", "10 goats at 5:30AM", [(NUMBER, "5:30pm", "5:30AM")]),
        ("goats at 5 p.m.", "goats from 17:00 on", []),
        ("goats at 5.30 p.m.", "goats at half past 17:30", []),
        ("goats at 5 p.m.", "goats at 5 pm", []),
        ("goats at 5 p.m.", "goats at 5", []),
        ("goats at 5 a.m.", "goats at 17:00", [(NUMBER, "5", "17:00")]),
        ("goats from 5 a.m. to 5 p.m.", "goats to 5 p.m., from 5 a.m.", []),
    ],
)
def test_a_minus_lost_and_a_currency_or_half_of_the_day_exchanged_are_called_out(
    old: str, new: str, expected: list[tuple[AlterationKind, str, str]]
) -> None:
    template = "The village by the river was home to {} when the survey of the valley ended."
    assert altered(template.format(old), template.format(new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("did sign", "did not sign", [NEGATION]),
        ("did sign", "didn't sign", [NEGATION]),
        ("did not sign", "never did sign", []),
        ("did sign", "had signed", []),
        ("and nobody signed", "and everybody signed", [NEGATION]),
        ("and nobody signed", "and no one signed", []),
        ("without number 10 signed", "without no. 10 signed", []),
        ("didn't sign", "didnt sign", []),
    ],
)
def test_a_statement_turned_round_is_called_out(
    old: str, new: str, kinds: list[AlterationKind]
) -> None:
    template = "The council of the valley {} the treaty that the river towns had offered."
    found = altered(template.format(old), template.format(new))
    assert [kind for kind, _, _ in found] == kinds


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ("The village held its {} fair when the survey of the valley ended.", "second", "third"),
        ("The village lost {} of its houses when the survey of the valley ended.", "half", "third"),
        ("The village lost two-{} of its houses when the survey ended.", "thirds", "fifths"),
        ("这是该村自调查结束以来举办的第{}届集市活动。", "一", "二"),
    ],
)
def test_ordinals_and_fractions_are_called_out_for_one_another(
    sentence: str, old: str, new: str
) -> None:
    assert altered(sentence.format(old), sentence.format(new)) == [(NUMBER, old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("half of the houses", "50 per cent of the houses"),
        ("the twenty-first century", "the 21st century"),
        ("its first house", "its one house"),
        ("a first and a second house", "a second and a first house"),
    ],
)
def test_ordinals_and_fractions_do_not_stand_for_numbers(old: str, new: str) -> None:
    template = "The village by the river was proud of {} when the survey of the valley ended."
    assert altered(template.format(old), template.format(new)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4.2", "42"),
        ("4,2", "42"),
        ("2", "4.2"),
        ("1,350", "13.50"),
        ("1.35", "135"),
        ("1.5", "1.05"),
        ("1:30", "130"),
        ("½", "¼"),
        ("2½", "3½"),
        ("350", "３６０"),
    ],
)
def test_a_separator_that_makes_another_number_alters_it(old: str, new: str) -> None:
    template = "The village by the river was home to {} people when the survey of the valley ended."
    assert altered(template.format(old), template.format(new)) == [(NUMBER, old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1,350 people", "1 350 people"),
        ("1.350 people", "1.35 people"),
        ("10:30 trains", "10.30 trains"),
        ("3½ tons", "3.5 tons"),
        ("350 people", "３５０ people"),
        ("350 people", "٣٥٠ people"),
        ("4.2 tons", "٤٫٢ tons"),
        ("5 January", "5 Jan."),
        ("4.2 tons and 350 people", "350 people and 4,20 tons"),
    ],
)
def test_another_way_to_write_a_number_or_a_month_alters_nothing(old: str, new: str) -> None:
    template = "The village by the river was home to {} when the survey of the valley {}."
    assert altered(template.format(old, "ended"), template.format(new, "was over")) == []


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ("Le conseil a voté {} dans la ville.", "mardi", "jeudi"),
        ("El consejo votó el {} en la ciudad.", "martes", "jueves"),
        ("El consejo votó el {} 3 de marzo en la ciudad.", "martes", "jueves"),
        ("Rada głosowała w {} w mieście.", "sobotę", "niedzielę"),
        ("Рада голосувала у {} у місті.", "вівторок", "четвер"),
        ("Рада голосувала у {} про новий міст.", "січні", "березні"),
        ("Совет голосовал в {} о новом мосте.", "январе", "феврале"),
        ("Rada głosowała w {} o nowym moście.", "styczniu", "marcu"),
        ("Der Rat stimmte im {} über die neue Brücke ab.", "Jänner", "Februar"),
        ("صوّت المجلس يوم {} على الإغلاق.", "الثلاثاء", "الخميس"),
        ("صوّت المجلس يومي الأحد {} على الإغلاق.", "والثلاثاء", "والخميس"),
        ("市议会{}投票决定关闭旧游泳馆。", "星期二", "星期四"),
        ("市议会{}投票决定关闭旧游泳馆。", "周二", "周四"),
        ("市議会は{}日、古い水泳場を閉鎖することを決めた。", "火曜", "木曜"),
        ("시의회는 {}에 수영장을 폐쇄하기로 결정했다.", "화요일", "목요일"),
        ("从三月{}日起公共汽车往返于两城之间。", "五", "七"),
        ("从3月{}日起公共汽车往返于两城之间。", "3", "5"),
        ("这座建筑于{}年启用并且沿用至今。", "1907", "1970"),
        ("시의회는 3월 {}일부터 버스를 운행한다고 말했다.", "3", "5"),
    ],
)
def test_days_and_months_of_other_languages_are_dates(sentence: str, old: str, new: str) -> None:
    assert altered(sentence.format(old), sentence.format(new)) == [(DATE, old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Среда была днём голосования в городе.", "В среду было голосование в этом городе."),
        ("Совет решил в январе строить мост.", "Январь: Совет решил 5 января строить мост."),
        ("Der Rat stimmte im Januar über die Brücke ab.", "Im Jänner stimmte der Rat darüber ab."),
        ("市议会星期二投票决定关闭旧游泳馆。", "市议会周二投票决定关掉旧游泳馆。"),
        ("市议会星期日投票决定关闭旧游泳馆。", "市议会星期天投票决定关掉旧游泳馆。"),
        ("صوّت المجلس يوم الأحد على الإغلاق.", "وصوت المجلس يوم الاحد على إغلاق المسبح."),
        (
            "Le conseil a voté en février dans la ville.",
            "Le conseil vota en fevrier dans la ville.",
        ),
        ("La marca vendió 5 botes en la ciudad.", "La firma vendió 5 botes en la ciudad."),
    ],
)
def test_another_form_of_the_same_day_or_month_alters_nothing(old: str, new: str) -> None:
    assert altered(old, new) == []


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ("市议会在{}开会，投票决定关闭旧游泳馆。", "上午8点", "下午8点"),
        ("市議会は{}、古い水泳場を閉鎖することを決めた。", "午前11時30分", "午後11時30分"),
        ("시의회는 {}에 수영장을 폐쇄하기로 결정했다.", "오전 8시", "오후 8시"),
    ],
)
def test_the_other_half_of_the_day_is_called_out(sentence: str, old: str, new: str) -> None:
    [(kind, before, after)] = altered(sentence.format(old), sentence.format(new))
    assert kind is NUMBER
    assert old.startswith(before)
    assert new.startswith(after)


def test_a_long_number_in_han_numerals_is_called_out_whichever_character_was_changed() -> None:
    template = "大约{}参加了昨天在市中心广场举行的集会。"
    old, new = "一万二千三百", "一万五千三百"
    assert altered(template.format(old + "人"), template.format(new + "人")) == [(NUMBER, old, new)]


def test_a_duration_in_days_is_a_number() -> None:
    template = "工事は{}日間続く予定だと市長は会議で述べた。"
    assert altered(template.format(3), template.format(5)) == [(NUMBER, "3", "5")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mit keinem Anwohner hatte er gesprochen.", "Mit einem Anwohner hatte er gesprochen."),
        ("Le conseil est favorable au projet.", "Le conseil n'est pas favorable au projet."),
        ("Todos firmaron el tratado de la paz.", "Nadie firmó el tratado de la paz."),
        ("Никто не подписал договор о мосте.", "Каждый подписал договор о мосте."),
        ("ولم تؤيد عضوة المجلس القرار في المدينة.", "وأيدت عضوة المجلس القرار في المدينة."),
        ("女议员并非支持这项动议的全部内容。", "女议员支持这项动议的全部内容。"),
        ("議員は動議を支持しなかったと述べた。", "議員は動議を支持したと述べた。"),
    ],
)
def test_a_statement_turned_round_in_another_language_is_called_out_once(
    old: str, new: str
) -> None:
    assert [kind for kind, _, _ in altered(old, new)] == [NEGATION]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("調査しなければならない", "調査する必要がある", []),
        ("調査せざるを得ない", "調査する必要がある", []),
        ("調査しなくてはならない", "調査する必要がある", []),
        ("調査するに違いない", "調査するはずだ", []),
        ("調査しない", "調査する", [NEGATION]),
        ("調査してはならない", "調査してもよい", [NEGATION]),
        ("調査しなくなった", "調査した", [NEGATION]),
    ],
)
def test_what_must_be_done_is_not_denied(
    old: str, new: str, expected: list[AlterationKind]
) -> None:
    template = "議員は市の古い水泳場の安全性を来月までに{}と会議で述べた。"
    found = altered(template.format(old), template.format(new))
    assert [kind for kind, _, _ in found] == expected


def test_a_negation_said_twice_in_one_statement_may_be_said_once() -> None:
    assert altered("Le conseil n'a jamais rien signé.", "Le conseil n'a rien signé.") == []


def test_a_negation_of_several_words_is_called_out_once() -> None:
    found = altered("Le maire viendra à midi.", "Le maire ne viendra plus à midi.")
    assert [kind for kind, _, _ in found] == [NEGATION]


def test_words_changed_inside_a_quotation_are_called_out_as_one_alteration() -> None:
    template = "The keeper of the bridge said “we {} of the river at {} and sold it” on the way."
    (found,) = altered(template.format("drank", "dawn"), template.format("tasted", "dusk"))
    assert found == (QUOTATION, "drank of the river at dawn", "tasted of the river at dusk")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("said “we drank of it", "promised “they drank of it", ("we", "they")),
        ("said “drank of it", "said “we drank of it", ("", "we")),
        ("said “we have drunk of it", "told him “drunk of it", ("we have", "")),
        ("said loudly “we drank of it", "said “we drank of it", None),
    ],
)
def test_the_first_words_of_a_quotation_belong_to_it(
    old: str, new: str, expected: tuple[str, str] | None
) -> None:
    template = "The keeper of the bridge {} and sold the river at dawn to our town” on the way."
    found = altered(template.format(old), template.format(new))
    assert found == ([(QUOTATION, *expected)] if expected else [])


def test_the_last_words_of_a_quotation_belong_to_it() -> None:
    template = "“We drank of the river at dawn and {} the keeper of the bridge on the way."
    found = altered(template.format("sold it,” said"), template.format("left us,” argued"))
    assert found == [(QUOTATION, "sold it", "left us")]


def test_two_quotations_beside_each_other_are_two_alterations() -> None:
    template = "The keeper said “we drank of the {}” and “we sold the {} to our town” on the way."
    found = altered(template.format("river", "bridge"), template.format("stream", "valley"))
    assert found == [(QUOTATION, "river", "stream"), (QUOTATION, "bridge", "valley")]


@pytest.mark.parametrize("old", ["keeper", "keeper of the old bridge"])
def test_words_changed_outside_a_quotation_alter_none(old: str) -> None:
    template = "The {} of the bridge said “we drank of the river at dawn and sold it” on the way."
    assert altered(template.format(old), template.format("guard")) == []


def test_a_copy_alters_nothing() -> None:
    text = "On 5 May the keeper did not say “no” to 12 of the people who came over the river."
    assert altered(text, text) == []


def test_other_scripts_have_alterations_too() -> None:
    found = altered(
        "Жители долины не подписали договор о мосте через реку 5 мая вечером.",
        "Жители долины подписали договор о мосте через реку 7 мая вечером.",
    )
    assert [kind for kind, _, _ in found] == [NEGATION, DATE]
