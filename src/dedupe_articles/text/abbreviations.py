"""Words that decide whether a full stop ends a sentence, of many languages in one table.

There is one table for all languages, so that nobody has to know the language of a text: an entry
stands here only if it is no common last word of a sentence in another language. Case counts, so
that "Sen" is a senator and "sen" a coin. Entries are written without their last full stop; single
letters and letters with full stops between them ("U.S", "p.m") need no entry unless they
behave unlike the others.
"""

from __future__ import annotations

from typing import Final


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Always followed by the rest of the sentence: titles before a name, "that is", "for example".
NEVER_LAST: Final = _words(
    """
    Mr Mrs Ms Mx Messrs Dr Drs Prof Profs Rev Revd Hon Pres Gov Govs Sen Sens Rep Reps Supt Insp
    Gen Gens Lt Col Capt Cmdr Cdr Comdr Sgt Maj Cpl Pvt Pfc Adm Brig Fr Msgr Amb Atty Cllr Det
    MR MRS MS DR PROF www
    vs v e.g E.g i.e I.e cf Cf viz approx Approx esp incl resp

    Hr Hrn Frl Dipl dipl Ing ing Mag Univ Priv dr prof hl sog dt engl frz griech
    vgl Vgl bzw Bzw ggf Ggf evtl Evtl inkl exkl einschl zzgl abzgl z.B Z.B d.h D.h d.i s.u s.o

    Mme Mmes Mlle Mlles MM Mgr Ste

    Sra Srta Sres Dra Dña Lic Arq Rdo Excmo Excma Exmo Exma Ilmo Ilma Profa p.ej P.ej

    sig Sig sigg Sigg dott Dott avv Avv geom Egr Spett On

    dhr Dhr mevr Mevr drs bijv Bijv d.w.z D.w.z m.b.t t.a.v i.v.m

    ул пр-т просп пл наб пер р-н обл респ св акад проф доц канд т.е Т.е т.к Т.к т.н т.о напр
    см См ср Ср вул див Див

    tzw Tzw tj Tj np Np m.in M.in mgr inż św ks płk ul tzv např Např nám
    Doç Yrd Av Sn bkz Bkz örn Örn

    f.eks F.eks esim Esim

    डॉ प्रो पं
    """
)

# Followed by a number inside a sentence; before anything else it is an ordinary word.
BEFORE_NUMBER: Final = _words(
    """
    no No nos Nos nr Nr nrs Nrs NO p pp pg vol Vol vols Vols ch Ch chap Chap fig Fig figs Figs
    sec Sec sect Sect art Art arts Art par para eq Eq ref tab Tab Cap
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    circa tel Tel ext Ext
    S Bd Bde Abs Abb Kap Aufl Jg Jän Febr Okt Dez Mo Di Mi Do Fr Sa So mind max min
    nº Nº n° N° núm Núm num pág Pág págs pag Pag pagg
    ft lb lbs oz kl Kl
    blz Blz
    стр Стр рис Рис табл Табл гл Гл ст ч п янв фев апр авг сент окт нояб дек
    č odst poz rys sayı
    """
)

# Ends a sentence when another begins unmistakably, and stands inside one before any other capital.
SELDOM_LAST: Final = _words(
    """
    Inc Ltd Co Cos Corp Bros Jr Sr Esq Plc Pty Assn Assoc Dept Univ Inst Natl Intl Mfg Govt Cie
    St Mt Ft Ave Blvd Rd Hwy Pkwy Bldg Apt Rte INC LTD CORP JR SR ST
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky Md Mass Mich Minn Miss Mont Neb Nev Okla
    Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que Alta Sask
    al eds ed
    ca Ca allg geb gest verh Min Std Sek Mio Mrd Tsd Hrsg Jh Jhd jun sen Str str
    av env apr
    aprox Cía Ltda Pdte Ud Uds Vd Vds Avda Fco Gral
    Soc
    гг вв ред изд сост корп кв оз пос им
    godz mln mld tys
    Tic Şti
    TP TS GS PGS ThS
    """
)

# Ends a list or, in languages that write nouns small, a quantity; ends the sentence whenever a
# capital follows.
OFTEN_LAST: Final = _words(
    """
    etc usw usf uvm ecc enz itd itp atd apod vb vd т.д т.п др пр ін
    тыс млн млрд трлн руб коп тис грн
    """
)

# Articles and the like that come before an ordinal number in German, where no number ends.
BEFORE_ORDINAL: Final = _words(
    """
    der die das dem den des am im vom zum zur beim ins ab bis seit pro
    ein eine einer einem einen eines sein seine seiner seinem seinen seines
    ihr ihre ihrer ihrem ihren ihres unser unsere unserer unserem unseren
    mein meine meiner meinem meinen dieser diesem diesen jeder jedem jeden jedes
    """
)

MONTHS: Final = _words(
    """
    Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember
    """
)

# Frequent first words of sentences that are neither names nor usual second words of names.
STARTERS: Final = _words(
    """
    The This That These Those There Then They Their He She It Its We You Our His Her My I A An In
    On At By For From With Without As But And Or So If When While Where After Before Since During
    Although Though Because However Moreover Meanwhile Also Another Other Some Many Most Several
    All Both Each Every No Not Only Now Today Yesterday What Who Why How Which Is Are Was Were Has
    Have Had Do Does Did Can To Under Until Despite According Once Here Such Upon More Please
    See Let

    Der Die Das Den Dem Des Ein Eine Einer Einem Er Sie Es Wir Ihr Ihre Sein Seine Im Am Auf Aus
    Bei Beim Mit Nach Von Vor Zu Zum Zur Für Über Unter Um Und Oder Aber Auch Als Wenn Weil Da Dass
    Dabei Dann Damit Dafür Danach Dazu Doch Dies Diese Dieser Dieses So Nun Nur Noch Nicht Wie Was
    Wer Wo Warum Alle Beide Man Laut Seit Während Zudem Jedoch Bereits Derzeit Gestern Heute

    Le La Les Un Une Des Il Ils Elle Elles On Ce Cette Ces Cet Son Sa Ses Leur Leurs Mais Et Ou
    Dans En Sur Pour Par Avec Sans Selon Depuis Après Avant Pendant Si Quand Comme Nous Vous Je Tu
    Aussi Alors Ainsi Puis Cependant Toutefois Au Aux Du

    El Los Las Una Unos Unas Su Sus Lo Este Esta Estos Estas Ese Esa Pero Con Sin Por Para Según
    Desde Hasta Cuando Como Aunque También Además Entonces Después Antes Tras Entre Sobre Ella Ellos
    Al Del Se Sí

    O Os As Um Uma Ele Ela Eles Elas Mas No Na Nos Nas Em Com Sem Foi Já Não Isso Esse Essa Quando
    Segundo Depois Também Ao À Aos

    Gli Uno Nel Nella Nei Nelle Dal Dalla Dopo Prima Anche Ma Come Questo Questa Questi È Sono Ha
    Per Secondo Tra Fra Lui Lei Loro

    De Het Een Hij Zij Ze Wij Maar Op Van Met Bij Naar Uit Dit Deze Dat Toen Nu Volgens Daarom Omdat

    В Во На По Из За К Ко С Со О Об От До У И А Но Или Он Она Оно Они Его Её Ее Их Мы Вы Я Это Этот
    Эта Эти Тот Та Те То Как Так Также Там Тогда Если Когда Что Чтобы Кто При Под Для Не Ни Все Всё
    После Перед Однако Поэтому Потому Затем Потом Кроме Сейчас Теперь Ранее Тем Уже Ещё Еще Здесь
    Впрочем Например Напомним Согласно Среди Был Была Было Были

    W Z Od Przed Dla Nie Ten Te Ona Oni Jest Są Był Była Ale Jednak Gdy Jak Także Również
    V Ve Po Pro Při Když Jeho Její Podle Byl Byla

    Bu Bir Ama Ancak Daha Sonra Onun Şu Her Çok İse Bunun

    Det Han Hun Hon Ett Et På Til Till Med Men Och Og Som Av Af För Detta Dette
    """
)

# Starters that are also parts of names: behind an initial they continue the name.
NAME_PARTS: Final = _words("De Du Des Den Der Da Do El La Le Les Los Las Von Van")
