"""The language of a text is told by its script and its commonest words, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.common_words import COMMON_WORDS
from dedupe_articles.text.language import languages_of
from dedupe_articles.text.words import split_words

from .strategies import hostile_texts

SEEDS = Path(__file__).parents[2] / "seeds"
# The first article of the Universal Declaration of Human Rights, and other plain sentences.
SENTENCES = {
    "en": "All human beings are born free and equal in dignity and rights, and they should act so.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft"
    " und Gewissen begabt und sollen einander im Geiste der Brüderlichkeit begegnen.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués"
    " de raison et de conscience et doivent agir les uns envers les autres dans cet esprit.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como"
    " están de razón y conciencia, deben comportarse los unos con los otros.",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati"
    " di ragione e di coscienza e devono agire gli uni verso gli altri.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de"
    " razão e de consciência, devem agir uns para com os outros e não se devem ferir.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd"
    " met verstand en geweten, en behoren zich jegens elkander in een geest te gedragen.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter. De har utrustats med"
    " förnuft och samvete och bör handla gentemot varandra i en anda av broderskap.",
    "da": "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med"
    " fornuft og samvittighed, og de bør handle mod hverandre, siger han, der blev valgt af os.",
    "no": "Alle mennesker er født frie og med samme menneskeverd. De har fått fornuft og bør handle"
    " mot hverandre, sier han, som ble valgt av oss, og de skal ikke være alene.",
    "fi": "Kaikki ihmiset syntyvät vapaina, ja he ovat tasavertaisia. Heille on annettu järki,"
    " mutta"
    " he eivät aina käytä sitä, kun se on vaikeaa, joka on tietysti niin.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności. Są oni obdarzeni"
    " rozumem i powinni postępować wobec innych w duchu braterstwa, co nie jest łatwe.",
    "cs": "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem"
    " a mají spolu jednat v duchu bratrství, což je podle nich také možné, ale ne jako by to bylo.",
    "hu": "Minden emberi lény szabadon születik, és egyenlő méltósága és joga van. Az emberek az"
    " ésszel és lelkiismerettel bírnak, és egymással szemben is így kell hogy legyenek.",
    "ro": "Toate ființele umane se nasc libere și egale în demnitate și în drepturi. Ele sunt"
    " înzestrate cu rațiune și trebuie să se comporte unele față de altele în spirit de pace.",
    "tr": "Bütün insanlar özgür, onur ve haklar bakımından eşit doğarlar. Akıl ve vicdana"
    " sahiptirler"
    " ve birbirlerine karşı bir kardeşlik anlayışı ile davranmalıdır, bu da çok önemli.",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền của những"
    " người khác, không có sự khác nhau trong đó.",
    "id": "Semua orang dilahirkan merdeka dan mempunyai martabat yang sama. Mereka dikaruniai akal"
    " dan hendaknya bergaul satu dengan yang lain dalam semangat untuk bersaudara.",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве. Они наделены разумом и"
    " должны поступать в отношении друг друга так, как это было бы для них.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені"
    " розумом і повинні діяти у відношенні один до одного, що є для них також важливим.",
    "bg": "Всички хора се раждат свободни и равни по достойнство. Те са надарени с разум и"
    " следва да"
    " се отнасят помежду си в дух на братство, а не само като съседи.",
    "sr": "Сва људска бића рађају се слободна и једнака у достојанству. Она су обдарена разумом и"
    " треба да једни према другима поступају, али то није све што је било.",
    "ar": "يولد جميع الناس أحرارا ومتساوين في الكرامة والحقوق. وهم قد وهبوا العقل على أن يعاملوا من"
    " كان معهم في ذلك بعد هذا",
    "fa": "تمام افراد بشر آزاد زاده می شوند و از لحاظ حقوق با هم برابر هستند. همه باید با یک"
    " دیگر در"
    " این راه رفتار کنند که برای آن ها است",
    "ur": "تمام انسان آزاد اور حقوق کے اعتبار سے برابر پیدا ہوئے ہیں۔ اس لیے ان کو ایک دوسرے کے"
    " ساتھ"
    " بھائی چارے کا سلوک کرنا ہے",
    "hi": "सभी मनुष्यों को गौरव के मामले में जन्मजात स्वतन्त्रता है और उन्हें बुद्धि की देन"
    " प्राप्त है कि"
    " वे भाईचारे के भाव से बर्ताव करें",
    "mr": "सर्व माणसे जन्मतः स्वतंत्र आहेत व त्या सर्वांना समान अधिकार आहे आणि हे ते जाणतात",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι.",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם.",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน",
    "zh": "人人生而自由，在尊严和权利上一律平等。",
    "ja": "すべての人間は、生まれながらにして自由であり、平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 평등하다.",
    "ka": "ყველა ადამიანი იბადება თავისუფალი",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে জন্মগ্রহণ করে",
}


def language(text: str) -> str | None:
    (found,) = languages_of(split_words([text]))
    return found


@pytest.mark.parametrize("code", SENTENCES)
def test_two_sentences_show_their_language(code: str) -> None:
    assert language(SENTENCES[code]) == code


def test_capitals_and_missing_accents_do_not_matter() -> None:
    assert language(SENTENCES["fr"].upper()) == "fr"
    assert language("Todos los seres humanos nacen en un pais, pero no todos los dias") == "es"


@pytest.mark.parametrize(
    "text",
    ["", "42 3.14", "… — !", "Lorem ipsum dolor sit amet consectetur", "Xqw zrk vlt", "😀 😀 😀"],
)
def test_what_shows_no_language_has_none(text: str) -> None:
    assert language(text) is None


def test_a_table_before_the_text_only_delays_the_answer() -> None:
    table = "Net 3,035,000 Revs 8,291,000 Avg shrs 1,203 " * 10
    assert language(table) is None
    assert language(f"{table} {SENTENCES['en'] * 8}") == "en"


def test_quoted_words_of_another_script_change_nothing() -> None:
    assert language(f"{SENTENCES['en'] * 3} He said: «{SENTENCES['ru']}»") == "en"
    assert language(f"{SENTENCES['zh']}（The Universal Declaration of Human Rights）") == "zh"


def test_the_seed_pair_is_english() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert set(languages_of(split_words(texts))) == {"en"}


@given(st.lists(st.one_of(hostile_texts, st.sampled_from(list(SENTENCES.values()))), max_size=6))
def test_a_batch_gives_every_text_the_language_it_has_alone(texts: list[str]) -> None:
    assert languages_of(split_words(texts)) == [language(text) for text in texts]


def test_the_common_words_of_a_language_are_those_of_no_other() -> None:
    assert languages_of(split_words(list(COMMON_WORDS.values()))) == list(COMMON_WORDS)


def test_dry_news_in_russian_is_russian() -> None:
    news = (
        "Завод в Казани увеличил в этом году выпуск шин почти вдвое, сообщил директор"
        " предприятия. Ранее производство составляло двести тысяч штук. Также будет построен"
        " новый цех площадью около шести тысяч квадратных метров, уже закуплено оборудование."
    )
    assert languages_of(split_words([news])) == ["ru"]
