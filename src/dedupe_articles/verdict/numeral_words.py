"""The words for numbers in widely written languages, with what they are worth.

What is left out: words for one that are articles and that no other numeral follows. Words are
casefolded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


def _numerals(listed: str) -> dict[str, int]:
    """Return the words that stand behind each number, with that number."""
    values: dict[str, int] = {}
    value = 0
    for word in listed.split():
        if word.isdecimal():
            value = int(word)
        else:
            values[word] = value
    return values


NUMERALS: Final[Mapping[str, Mapping[str, int]]] = {
    "en": _numerals("""
        1 one 2 two 3 three 4 four 5 five 6 six 7 seven 8 eight 9 nine 10 ten 11 eleven 12 twelve
        13 thirteen 14 fourteen 15 fifteen 16 sixteen 17 seventeen 18 eighteen 19 nineteen
        20 twenty 30 thirty 40 forty 50 fifty 60 sixty 70 seventy 80 eighty 90 ninety
        12 dozen dozens 100 hundred hundreds 1000 thousand thousands 1000000 million millions mn
        1000000000 billion billions bn 1000000000000 trillion trillions tn
        100000 lakh lakhs 10000000 crore crores
    """),
    "de": _numerals("""
        1 ein eins 2 zwei 3 drei 4 vier 5 fünf 6 sechs 7 sieben 8 acht 9 neun 10 zehn 11 elf
        12 zwölf 13 dreizehn 14 vierzehn 15 fünfzehn 16 sechzehn 17 siebzehn 18 achtzehn 19 neunzehn
        20 zwanzig 30 dreißig dreissig 40 vierzig 50 fünfzig 60 sechzig 70 siebzig 80 achtzig
        90 neunzig 12 dutzend dutzende dutzenden 100 hundert hunderte hunderten
        1000 tausend tausende tausenden tsd 1000000 million millionen mio
        1000000000 milliarde milliarden mrd 1000000000000 billion billionen
    """),
    "nl": _numerals("""
        1 een 2 twee 3 drie 4 vier 5 vijf 6 zes 7 zeven 8 acht 9 negen 10 tien 11 elf 12 twaalf
        13 dertien 14 veertien 15 vijftien 16 zestien 17 zeventien 18 achttien 19 negentien
        20 twintig 30 dertig 40 veertig 50 vijftig 60 zestig 70 zeventig 80 tachtig 90 negentig
        12 dozijn dozijnen 100 honderd honderden 1000 duizend duizenden
        1000000 miljoen miljoenen mln 1000000000 miljard miljarden mld 1000000000000 biljoen
    """),
    "fr": _numerals("""
        1 un une 2 deux 3 trois 4 quatre 5 cinq 6 six 7 sept 8 huit 9 neuf 10 dix 11 onze 12 douze
        13 treize 14 quatorze 15 quinze 16 seize 20 vingt vingts 30 trente 40 quarante 50 cinquante
        60 soixante 70 septante 80 octante huitante 90 nonante 12 douzaine douzaines
        100 cent cents centaine centaines 1000 mille millier milliers 1000000 million millions
        1000000000 milliard milliards 1000000000000 billion billions
    """),
    "es": _numerals("""
        1 un uno una 2 dos 3 tres 4 cuatro 5 cinco 6 seis 7 siete 8 ocho 9 nueve 10 diez 11 once
        12 doce 13 trece 14 catorce 15 quince 16 dieciséis 17 diecisiete 18 dieciocho 19 diecinueve
        20 veinte 21 veintiuno veintiún veintiuna 22 veintidós 23 veintitrés 24 veinticuatro
        25 veinticinco 26 veintiséis 27 veintisiete 28 veintiocho 29 veintinueve 30 treinta
        40 cuarenta 50 cincuenta 60 sesenta 70 setenta 80 ochenta 90 noventa 12 docena docenas
        100 cien ciento cientos 200 doscientos doscientas 300 trescientos trescientas
        400 cuatrocientos cuatrocientas 500 quinientos quinientas 600 seiscientos seiscientas
        700 setecientos setecientas 800 ochocientos ochocientas 900 novecientos novecientas
        1000 mil miles 1000000 millón millones 1000000000000 billón billones
    """),
    "it": _numerals("""
        1 un uno una 2 due 3 tre tré 4 quattro 5 cinque 6 sei 7 sette 8 otto 9 nove 10 dieci
        11 undici 12 dodici 13 tredici 14 quattordici 15 quindici 16 sedici 17 diciassette
        18 diciotto 19 diciannove 20 venti vent 30 trenta trent 40 quaranta quarant
        50 cinquanta cinquant 60 sessanta sessant 70 settanta settant 80 ottanta ottant
        90 novanta novant 12 dozzina dozzine 100 cento centinaio centinaia
        1000 mille mila migliaio migliaia 1000000 milione milioni mln
        1000000000 miliardo miliardi mld 1000000000000 bilione bilioni
    """),
    "pt": _numerals("""
        1 um uma 2 dois duas 3 três 4 quatro 5 cinco 6 seis 7 sete 8 oito 9 nove 10 dez 11 onze
        12 doze 13 treze 14 catorze quatorze 15 quinze 16 dezesseis dezasseis 17 dezessete dezassete
        18 dezoito 19 dezenove dezanove 20 vinte 30 trinta 40 quarenta 50 cinquenta 60 sessenta
        70 setenta 80 oitenta 90 noventa 12 dúzia dúzias 100 cem cento centena centenas
        200 duzentos duzentas 300 trezentos trezentas 400 quatrocentos quatrocentas
        500 quinhentos quinhentas 600 seiscentos seiscentas 700 setecentos setecentas
        800 oitocentos oitocentas 900 novecentos novecentas 1000 mil milhar milhares
        1000000 milhão milhões mi 1000000000 bilhão bilhões bi 1000000000000 trilhão trilhões bilião
    """),
    "pl": _numerals("""
        2 dwa dwie dwóch dwaj dwoje 3 trzy trzech trzej troje 4 cztery czterech 5 pięć pięciu
        6 sześć sześciu 7 siedem siedmiu 8 osiem ośmiu 9 dziewięć dziewięciu 10 dziesięć dziesięciu
        11 jedenaście jedenastu 12 dwanaście dwunastu 13 trzynaście trzynastu 14 czternaście
        czternastu 15 piętnaście piętnastu 16 szesnaście szesnastu 17 siedemnaście siedemnastu
        18 osiemnaście osiemnastu 19 dziewiętnaście dziewiętnastu 20 dwadzieścia dwudziestu
        30 trzydzieści trzydziestu 40 czterdzieści czterdziestu 50 pięćdziesiąt pięćdziesięciu
        60 sześćdziesiąt sześćdziesięciu 70 siedemdziesiąt 80 osiemdziesiąt 90 dziewięćdziesiąt
        12 tuzin 100 sto stu setki 200 dwieście dwustu 300 trzysta trzystu 400 czterysta
        500 pięćset pięciuset 600 sześćset 700 siedemset 800 osiemset 900 dziewięćset
        1000 tysiąc tysiące tysięcy tys 1000000 milion miliony milionów mln
        1000000000 miliard miliardy miliardów mld 1000000000000 bilion biliony bilionów
    """),
    "ru": _numerals("""
        2 два две двух двое 3 три трёх трех трое 4 четыре четырёх четырех четверо 5 пять пяти пятеро
        6 шесть шести 7 семь семи 8 восемь восьми 9 девять девяти 10 десять десяти 11 одиннадцать
        одиннадцати 12 двенадцать двенадцати 13 тринадцать тринадцати 14 четырнадцать четырнадцати
        15 пятнадцать пятнадцати 16 шестнадцать шестнадцати 17 семнадцать семнадцати 18 восемнадцать
        восемнадцати 19 девятнадцать девятнадцати 20 двадцать двадцати 30 тридцать тридцати 40 сорок
        сорока 50 пятьдесят пятидесяти 60 шестьдесят шестидесяти 70 семьдесят семидесяти 80
        восемьдесят 90 девяносто 100 сто ста сотни сотен 200 двести двухсот 300 триста трёхсот
        трехсот 400 четыреста 500 пятьсот пятисот 600 шестьсот 700 семьсот 800 восемьсот 900
        девятьсот 1000 тысяча тысячи тысяч тысячу тыс 1000000 миллион миллиона миллионов млн
        1000000000 миллиард миллиарда миллиардов млрд 1000000000000 триллион триллиона триллионов
        трлн
    """),
    "uk": _numerals("""
        2 два дві двох двоє 3 три трьох троє 4 чотири чотирьох 5 п'ять п'яти п’ять п’яти 6 шість
        шести 7 сім семи 8 вісім восьми 9 дев'ять дев'яти дев’ять дев’яти 10 десять десяти 11
        одинадцять 12 дванадцять 13 тринадцять 14 чотирнадцять 15 п'ятнадцять п’ятнадцять 16
        шістнадцять 17 сімнадцять 18 вісімнадцять 19 дев'ятнадцять дев’ятнадцять 20 двадцять
        двадцяти 30 тридцять 40 сорок 50 п'ятдесят п’ятдесят 60 шістдесят 70 сімдесят 80 вісімдесят
        90 дев'яносто дев’яносто 100 сто ста сотні сотень 200 двісті 300 триста 400 чотириста 500
        п'ятсот п’ятсот 600 шістсот 700 сімсот 800 вісімсот 900 дев'ятсот дев’ятсот 1000 тисяча
        тисячі тисяч тисячу тис 1000000 мільйон мільйони мільйонів мільйона млн 1000000000 мільярд
        мільярди мільярдів мільярда млрд 1000000000000 трильйон трильйона трильйонів трлн
    """),
    "tr": _numerals("""
        2 iki 3 üç 4 dört 5 beş 6 altı 7 yedi 8 sekiz 9 dokuz 10 on 20 yirmi 30 otuz 40 kırk 50 elli
        60 altmış 70 yetmiş 80 seksen 90 doksan 100 yüz 1000 bin 1000000 milyon 1000000000 milyar
        1000000000000 trilyon
    """),
    "ar": _numerals("""
        2 اثنان اثنين اثنتان اثنتين 3 ثلاثة ثلاث 4 أربعة أربع 5 خمسة خمس 6 ستة ست 7 سبعة سبع
        8 ثمانية ثماني ثمان 9 تسعة تسع 10 عشرة عشر 20 عشرون عشرين 30 ثلاثون ثلاثين 40 أربعون أربعين
        50 خمسون خمسين 60 ستون ستين 70 سبعون سبعين 80 ثمانون ثمانين 90 تسعون تسعين
        100 مئة مائة مئات 200 مئتان مئتين مائتان مائتين 300 ثلاثمئة ثلاثمائة 400 أربعمئة أربعمائة
        500 خمسمئة خمسمائة 600 ستمئة ستمائة 700 سبعمئة سبعمائة 800 ثمانمئة ثمانمائة
        900 تسعمئة تسعمائة 1000 ألف آلاف ألفا 2000 ألفان ألفين 1000000 مليون ملايين مليونا
        2000000 مليونان مليونين 1000000000 مليار مليارات 1000000000000 تريليون
    """),
}

ORDINALS: Final[Mapping[str, tuple[Mapping[str, int], str]]] = {
    "en": (
        _numerals("""
            0 half halves 1 first 2 second 3 third 4 fourth quarter 5 fifth 6 sixth 7 seventh
            8 eighth 9 ninth 10 tenth 11 eleventh 12 twelfth
        """),
        "s?",
    ),
    "de": (
        _numerals("""
            0 hälft halb 1 erst 2 zweit 3 dritt drittel 4 viert viertel 5 fünft fünftel 6 sechst
            sechstel 7 siebt 8 acht achtel 9 neunt 10 zehnt zehntel 11 elft 12 zwölft
        """),
        "e[nmrs]?|(?<=l)[sn]?",
    ),
    "nl": (
        _numerals("""
            0 helft halve 1 eerste 2 tweede 3 derde 4 vierde kwart 5 vijfde 6 zesde 7 zevende
            8 achtste 9 negende 10 tiende
        """),
        "n?",
    ),
    "fr": (
        _numerals("""
            0 moitié demi 1 premier première 2 deuxième second 3 troisième tiers 4 quatrième quart
            5 cinquième 6 sixième 7 septième 8 huitième 9 neuvième 10 dixième
        """),
        "e?s?",
    ),
    "es": (
        _numerals("""
            0 mitad 1 primer 2 segund 3 tercer tercio 4 cuart 5 quint 6 sext 7 séptim 8 octav
            9 noven 10 décim
        """),
        "[oa]?s?",
    ),
    "ru": (
        _numerals("""
            0 половин 1 перв 2 втор 3 трет 4 четверт четвёрт 5 пят 6 шест 7 седьм 8 восьм 9 девят
            10 десят
        """),
        "[ыио]й|[оаы]?я|[оыь]е|ь?его|ь?ему|ого|ому|[ыи]м|ь[яюи]|ьей|ь?их|ую|ой|ых|ыми|[аыуеь]|ью",
    ),
}
"""The beginnings of ordinals and fractions, 0 for a half, and a pattern for their endings.

Not here are languages in which one of them is another word as often: “secondo” and “segundo” are
“according to”.
"""

OTHER_SCALES: Final = _numerals("""
    1000 thousand tusen tusind tuhat tuhatta हज़ार हजार тыс 100000 lakh लाख 10000000 crore करोड़
    1000000 million millions mn mln mio miljon miljoner millioner miljoona miljoonaa milionů
    milijuna milioane млн 1000000000 billion billions bn milliard milliards miljarder milliarder mia
    mrd miljardi miljardia miliard miliarda milijardi miliarde млрд 1000000000000 trillion trillions
""")
"""Words that multiply digits where the language is none of these, or a text does not show it."""

HAN_DIGITS: Final = _numerals("0 〇 零 1 一 2 二 两 兩 3 三 4 四 5 五 6 六 7 七 8 八 9 九 10 十")
HAN_SCALES: Final = _numerals(
    "100 百 백 1000 千 천 10000 万 萬 만 100000000 亿 億 억 1000000000000 兆 조"
)
"""Behind digits these multiply in every language: 3万, 5천만."""

LETTER_SCALES: Final = {"k": 10**3, "m": 10**6, "b": 10**9}
"""Right behind digits these may multiply, and may be metres and the like."""
