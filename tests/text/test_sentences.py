from __future__ import annotations

import re
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.sentences import split_sentences


def split(text: str) -> list[str]:
    """Return the sentences of a text as strings."""
    return [text[start:end] for start, end in split_sentences(text)]


# Each case is a text given as its sentences, joined by one space.
ENGLISH = [
    ["Hello World.", "My name is Jonas."],
    ["What is your name?", "My name is Jonas."],
    ["There it is!", "I found it."],
    ["My name is Jonas E. Smith."],
    ["Please turn to p. 55."],
    ["Were Jane and co. at the party?"],
    ["They closed the deal with Pitt, Briggs & Co. at noon."],
    ["Let's ask Jane and Co.", "They should know."],
    ["They closed the deal with Pitt, Briggs & Co.", "It closed yesterday."],
    ["I can see Mt. Fuji from here."],
    ["St. Michael's Church is on 5th St. near the light."],
    ["That is JFK Jr.'s book."],
    ["I visited the U.S.A. last year."],
    ["I live in the E.U.", "How about you?"],
    ["I live in the U.S.", "How about you?"],
    ["I work for the U.S. Government in Virginia."],
    ["I have lived in the U.S. for 20 years."],
    ["At 5 a.m. Mr. Smith went to the bank.", "He left the bank at 6 P.M.", "He went home."],
    ["She has $100.00 in her bag."],
    ["She has $100.00.", "It is in her bag."],
    ["He teaches science (He previously worked for 5 years as an engineer.) at the university."],
    ["Her email is Jane.Doe@example.com.", "I sent her an email."],
    ["The site is: https://www.example.50.com/new-site/awesome_content.html.", "Please check it."],
    ["She turned to him, 'This is great.' she said."],
    ['She turned to him, "This is great." she said.'],
    ['She turned to him, "This is great."', "She held the book out to show him."],
    ["Hello!!", "Long time no see."],
    ["Hello??", "Who is there?"],
    ["Hello!?", "Is that you?"],
    ["1. The first item is here.", "2. The second item is here."],
    ["You can find it at N°. 1026.253.553.", "That is where the treasure is."],
    ["She works at Yahoo! in the accounting department."],
    ["We make a good team, you and I.", "Did you see Albert I. Jones yesterday?"],
    ["Thoreau argues that one can know “what is beautiful.”", "He says so in Walden."],
    ["“Bohr [...] used the analogy of parallel stairways [...]”, said Smith."],
    ["If words are left off at the end of a sentence, use dots . . .", "Next sentence."],
    ["I never meant that....", "She left the store."],
    ["I wasn’t really ... well, what I mean...see . . . what I'm saying is this."],
    ["J. K. Rowling met J.R.R. Tolkien and W.E.B. Du Bois at Amazon.com.", "They talked."],
    ["Sen. Lott, Rep. Pelosi, Gov. Bush and Gen. Powell spoke with Prof. Dr. Smith vs. Mrs. Fox."],
    ["Apples, pears, etc. are fruit, i.e. healthy, e.g. for the U.S. Army (cf. No. 5, fig. 3)."],
    ["The firm, Acme Inc., and Foo Ltd. said so on Jan. 5, Feb. 6 and Sept. 7."],
    ["He joined Acme Corp.", "The company grew."],
    ["It rose 3.5 percent to 1.25 dollars.", "It fell in 1999.", "He sold at 54.", "She did not."],
    ["He won in 2004.", "12 people came."],
    ['"Really?" he asked.', "She nodded."],
    ["“We know.", "We care.”", "They left."],
    ["“I expect the police to get it right… which is why I support them.”", "He left."],
    ["He left (she stayed).", "(They met again.)", "It rained."],
    ["See the report.[12]", "It is long.[3][4]", "He read it."],
    ["It reached 5 ft. 3 in. and 12 lbs. at Ft. Worth, Tex., near Lt. Col. Brown’s house."],
    ["Roe v. Wade was decided by the U.S. Supreme Court."],
    ["World War II ended in 1945.", "Pope John Paul II.", "The end."],
    ["He bought a phone.", "iPhones are dear.", "eBay sells them."],
    ["He left.", "– She stayed.", "• Item one.", "• Item two."],
    ["It is so; it was so; it will be so."],
    ["The towns are Lima, Peru; Santiago, Chile; and Quito; The café; 5 inns; “Yes”; No."],
    ["They measured TNFα; IL-6 rose, and so did IFN-γ; Nothing else did."],
    ["No.", "He said no.", "Item No. 5 is gone."],
    [
        "He lives in Illinois.Dr. Johnson is a Lt.-Gen. Powell fan.",
        "He left the U.S.",
        "More came.",
    ],
    ['He said: "It is late.', 'He left. "'],
]

OTHER_LANGUAGES = [
    # German
    ["Das kostet z.B. 5 Euro, d.h. wenig, u.a. wegen Nr. 3, ca. 10 Mio. Euro bzw. usw. und so."],
    ["Das ist z. B. Herr Dr. Müller, d. h. Prof. Dr. Schmidt.", "Er lehrt in St. Gallen."],
    ["Am 3. Mai kam er.", "Der 2. Weltkrieg endete 1945.", "Zu seinem 80. Geburtstag kam sie."],
    ["Er trifft Friedrich II. von Preußen.", "Im II. Weltkrieg starb er."],
    ["Der 1. FC Köln spielte am 26. 10. 2015 in Wien.", "Er gewann mit 3:2.", "Alle jubelten."],
    ["„So ist es.“", "Er ging.", "»Nein.«", "»Doch«, sagte sie.", "„Wirklich?“, fragte er."],
    ["„Wirklich?“ fragte er.", "Sie nickte."],
    ["Er wohnt in der Hauptstr. 5 in St. Pölten.", "Ergebnis: 1. Maier – 2. Huber – 3. Moser"],
    ["Es waren – 97.", "Die anderen gingen."],
    # French
    ["M. Le Pen et Mme. Dupont sont venus.", "« Bonjour. »", "Il est parti.", "Quoi ?", "Rien !"],
    ["C'est l'art. 5, p. ex., de la loi.", "L'an 50 apr. J.-C."],
    ["« Vraiment ? » demanda-t-il.", "J.-C. Dupont, né en 50 av. J.-C., vit p. 5, etc., à Paris."],
    # Spanish
    ["El Sr. Pérez y la Sra. López viven en EE.UU. desde 1990.", "¿Qué dices?", "¡No lo sé!"],
    ["Vive en EE.UU.", "El presidente, p.ej., lo sabe, según el art. 5 y la pág. 7."],
    ["El Gobierno de EE. UU. y las FF. AA. callan.", "Tiene la nota AA.", "Otra es BB."],
    # Portuguese and Italian
    ["O Sr. Silva e a Sra. Dra. Costa moram na Av. Paulista, n.º 5.", "Não sei."],
    ["Il Sig. Rossi e il dott. Bianchi della Fiat S.p.A. sono qui, ecc.", "È vero."],
    # Dutch, Turkish, Polish
    ["Dhr. Jansen en mevr. De Vries wonen o.a. in Gent, d.w.z. in België, enz.", "Het regent."],
    ["Prof. Dr. Ahmet Bey, Av. Ayşe Hanım vb. geldi.", "Bu iyi."],
    ["Kosztuje 5 zł.", "Ul. Długa jest zamknięta.", "Np. ten."],
    ["To jest np. dr Kowalski, tzw. prof. Nowak, m.in. z ul. Długiej itd.", "Ale nie wiem."],
    # Scandinavian and Finnish
    ["Det begynder kl. 15.30 i f.eks. Odense.", "F.eks. Odense.", "Se maksaa esim. 5 euroa."],
    # Russian
    ["Он ушёл; Она осталась; «Да»; Нет."],
    ["В 2020 г. и в XX в. было так и т.д.", "В Москве, на ул. Ленина, жил А. С. Пушкин."],
    ["Это и т. п. вещи, т.е. др. товары за 5 тыс. руб.", "Он ушёл.", "— Да.", "— Нет."],
    ["«Кто там?» — спросил он.", "Это был я.", "Потом стало 20 млн.", "Больше не было."],
    # Ukrainian
    ["У м. Київ, на вул. Хрещатик, 5, це коштує 5 тис. грн.", "Він пішов."],
    # Greek, Armenian
    ["Ο κ. Παπαδόπουλος ήρθε.", "Έφυγε."],
    ["Τι κάνεις σήμερα;", "Είμαι καλά.", "«Πού;»", "«Εδώ»;", "Ναι;;", "Τι;!", "Είπε «πού; πότε;»."],
    [unicodedata.normalize("NFD", "Τι να φοράει;"), "Πού\u037e", "Ναι."],
    ["Սա նախադասություն է։", "Սա էլ։"],
    # Arabic, Persian, Urdu, Hebrew
    ["هل أنت هنا؟", "نعم، أنا هنا.", "قال د. محمد ذلك."],
    ["یہ ایک جملہ ہے۔", "یہ دوسرا ہے۔"],
    ["האם אתה כאן?", "כן.", "אני כאן."],
    # Hindi, Sanskrit, Bengali
    ["यह एक वाक्य है।", "डॉ. शर्मा आए।", "क्या आप ठीक हैं?"],
    ["धर्मक्षेत्रे कुरुक्षेत्रे॥", "मामकाः पाण्डवाः॥"],
    # Amharic, Khmer, Burmese, Georgian, Korean
    ["ይህ ዓረፍተ ነገር ነው።", "ይህ ሌላ ነው።"],
    ["នេះជាប្រយោគ។", "នេះជាប្រយោគមួយទៀត។"],
    ["จบบริบูรณ์๚๛", "ขึ้นบทใหม่"],
    ["מה עשה׃", "והנה הוא׃"],
    ["ဒါက စာကြောင်း ဖြစ်တယ်။", "ဒါက နောက်တစ်ကြောင်းပါ။"],
    ["ეს წინადადებაა.", "ეს მეორეა."],
    ["이것은 문장입니다.", "두 번째입니다."],
    ['그는 "네."라고 말했다.', "“정말요?”라는 질문에 “네!”하고 답했다."],
]

# As above, but joined by nothing.
WITHOUT_SPACES = [
    ["我来了。", "你呢？", "好！", "他走了。"],
    ["他说：“我走了。”", "然后他走了。"],
    ["“真的吗？”他问。", "是。"],
    ["我看了《你好！李焕英》。", "《谁是英雄？》是电影。"],
    ["這是「測試。」", "下一句……還沒完。"],
    ["你好吗?", "我很好.", "他也好!"],
    ["设计者是G. Zakharkov和Z. Chernysheva。", "是。"],
    ["会議は終わった。", "「そうですか。」と彼は言った。", "『何？』", "次です。"],
    ["그는 왔다.", "이유는 없다.", "“왜?”"],
    ["値は３．５です．", "次の文です．"],
    ["यह एक वाक्य है।", "यह दूसरा है।"],
    ["This is the end.", "The next begins at once.", "He said “no.”", "She left!", "Why?"],
]


@pytest.mark.parametrize("sentences", ENGLISH, ids=lambda case: str(case[0])[:30])
def test_english(sentences: list[str]) -> None:
    """English sentences end where a reader says they do."""
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentences", OTHER_LANGUAGES, ids=lambda case: str(case[0])[:30])
def test_other_languages(sentences: list[str]) -> None:
    """The same call serves every language, without being told which."""
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentences", WITHOUT_SPACES, ids=lambda case: str(case[0])[:30])
def test_sentences_that_follow_without_a_space(sentences: list[str]) -> None:
    """Scripts without spaces, and missing spaces, do not glue sentences together."""
    assert split("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["i went home.", "it was late?", "no...", "yes."],
        ["IT IS LATE.", "DR. JONES LEFT THE U.S.", "THE END."],
    ],
)
def test_text_in_one_case(sentences: list[str]) -> None:
    """A text without capitals, or of capitals only, still has sentences."""
    assert split(" ".join(sentences)) == sentences


PARAGRAPHS = """\
Amir Khan: Three men arrested at gunpoint
Two officers facing allegations
“I expect the police to get the basics right, and I expect the Mayor to act right now.
“The process is well underway. It goes on, across the country, in the months to come, he added too.”
Add Comment"""


def test_every_line_break_ends_a_sentence_where_lines_are_paragraphs() -> None:
    """News with one paragraph a line: headlines without a full stop stand alone."""
    assert split(PARAGRAPHS) == [
        "Amir Khan: Three men arrested at gunpoint",
        "Two officers facing allegations",
        "“I expect the police to get the basics right, and I expect the Mayor to act right now.",
        "“The process is well underway.",
        "It goes on, across the country, in the months to come, he added too.”",
        "Add Comment",
    ]


def test_list_of_short_lines_is_not_taken_for_wrapped_text() -> None:
    """Items of a list stay apart, whatever letter they begin with."""
    lines = ["Ingredients", "two cups of flour", "one egg", "some salt, pepper and oil", "Method"]
    assert split("\n".join(lines)) == lines


REUTERS = """\
China's first joint venture bank, Xiamen
International Bank (XIB), reported a profit of about
14 mln dlrs in 1986, the bank's first full year of
operation.
    General manager Liu Shuxun declined to forecast
the profit. The plans were under study. The U.S.
Agriculture Department said so.
    Net 1,2 mln vs 3.4 mln
    Revs 5 mln vs 6 mln
 Reuter"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_wrapped_text_with_indented_paragraphs(newline: str) -> None:
    """Line breaks inside a paragraph are spaces; an indent begins another."""
    sentences = split(REUTERS.replace("\n", newline))
    assert [" ".join(sentence.split())[-40:] for sentence in sentences] == [
        "1986, the bank's first full year of operation."[-40:],
        "Liu Shuxun declined to forecast the profit."[-40:],
        "The plans were under study.",
        "The U.S. Agriculture Department said so.",
        "Net 1,2 mln vs 3.4 mln",
        "Revs 5 mln vs 6 mln",
        "Reuter",
    ]


PROSE = {
    "en": """It was the best of times, it was the worst of times. Mr. Lorry of Tellson's Bank, who
had come from London by the Dover mail, asked for J. Pross. "Really?" said she. "I know." The road
lay, as to him, beyond the Dover mail, as it lumbered up Shooter's Hill. He walked uphill in the
mire by the side of the mail. In 1775, on Friday night late in November, there was a steaming mist
in all the hollows. What was that? Nobody had any more notion of it than the horses had.""",
    "de": """Im Jahr 1871 wurde das Deutsche Reich gegründet, und Kaiser Wilhelm I. zog am 16. Juni
in Berlin ein. Dr. Müller, der z.B. in Wien und in St. Gallen gelehrt hatte, sah den Zug von seinem
Fenster aus. Die Menge jubelte! Gegen Abend, als die Lichter angingen, kehrte er zu seinen Büchern
zurück. Was sollte er sonst tun? Der Krieg war vorbei, der Frieden hatte noch nicht begonnen.""",
    "ru": """Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива
по-своему. Всё смешалось в доме Облонских. Жена узнала, что муж был в связи с бывшею в их доме
гувернанткой, и объявила мужу, что не может жить с ним в одном доме. Положение это продолжалось уже
третий день и мучительно чувствовалось и самими супругами, и всеми членами семьи.""",
}


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("width", [55, 65, 72, 80, 90])
def test_wrapping_does_not_change_the_sentences(language: str, width: int) -> None:
    """Hard-wrapped at any usual width, prose has the sentences that it has on one line."""
    prose = " ".join(PROSE[language].split())
    paragraphs = ["Chapter One", prose, prose]
    wrapped = "\n\n".join(
        textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs
    )
    assert [" ".join(sentence.split()) for sentence in split(wrapped)] == [
        "Chapter One",
        *split(prose),
        *split(prose),
    ]


def test_wrapped_chinese() -> None:
    """Lines of a script without spaces are filled to the last character when they are wrapped."""
    prose = "所有幸福的家庭都是相似的，不幸的家庭各有各的不幸。奥布浪斯基家里一切都混乱了。" * 6
    wrapped = "\n".join(prose[start : start + 37] for start in range(0, len(prose), 37))
    assert [sentence.replace("\n", "") for sentence in split(wrapped)] == split(prose)


def test_blank_line_ends_a_sentence() -> None:
    """Even in the middle of a sentence, and with white space on the blank line."""
    assert split("It was\n \t\nlate.\r\n\r\nHe left") == ["It was", "late.", "He left"]


def test_long_thai_without_terminators_is_cut_at_spaces() -> None:
    """Thai puts spaces between phrases and nothing behind a sentence."""
    phrase = "ประเทศไทยเป็นประเทศในเอเชียตะวันออกเฉียงใต้"
    pieces = split(" ".join([phrase] * 20))
    assert len(pieces) > 4
    assert all(len(piece) < 200 for piece in pieces)


def test_english_is_not_cut_at_spaces() -> None:
    """A long sentence of a language with terminators stays whole."""
    assert len(split("word " * 500)) == 1


def test_seed_articles() -> None:
    """Every paragraph of the seed pair is split exactly where its quotations turn."""
    several = [
        sentence
        for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(split(line)) > 1
        for sentence in split(line)
    ]
    assert [sentence[:24] for sentence in several] == [
        "A statement from the Met",
        "We understand the impact",
        "“We are determined to be",
        "We are talking to the In",
        "It was also said that mi",
        "The IOPC has announced i",
        "A statement from Met sai",
        "We understand the impact",
        "“We are determined to be",
        "We are talking to the In",
        "It was also said that th",
        "The IOPC has announced t",
    ]


# Text that is dense in everything the rules look at.
dense = st.text(
    st.sampled_from("aAbI1 .!?…\"'”’“»«)([]-–,:\n\r\t\xa0\u2028\u200b。！」「《》とЖж。กა۔×"),
    max_size=80,
)


@given(dense | st.text())
def test_sentences_cover_the_text(text: str) -> None:
    """In order, without overlap, trimmed, and nothing but white space between them."""
    sentences = split_sentences(text)
    borders = [0, *(offset for sentence in sentences for offset in sentence), len(text)]
    assert borders == sorted(borders)
    assert all(
        text[start:end] and text[start:end] == text[start:end].strip() for start, end in sentences
    )
    between = [text[end:start] for end, start in zip(borders[::2], borders[1::2], strict=True)]
    assert not "".join(between).strip()


@given(dense.map(lambda text: "A" + re.sub(r"\s", " ", text) + "x"), st.integers(1, 3))
def test_paragraphs_do_not_influence_one_another(text: str, times: int) -> None:
    """Paragraphs of one line, separated by blank lines, are split as if each were alone."""
    assert split("\n\n".join([text] * times)) == split(text) * times


HOSTILE = (
    """a|.|"|. |a.|."|. "|A. |1. |。|「。」|《！|ก |. .|[1]|.[1]|! |“|.“|…|a b |x.X| |…」|- |A|\n"""
)


@pytest.mark.parametrize("unit", [*HOSTILE.split("|"), "a\n", ".\n", "\r\n", " \n", ". a\n "])
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    """What makes a backtracking expression quadratic (hours, at this length) is split."""
    text = unit * (200_000 // len(unit))
    covered = "".join("".join(sentence.split()) for sentence in split(text))
    assert covered == "".join(text.split())
