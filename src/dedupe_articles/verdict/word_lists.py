"""Closed classes of words in widely written languages: what no measure of a text can tell.

Only what an editor must see is looked up here; a language without an entry loses a name for what
was changed, never a finding. Words are casefolded.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _arabic(text: str) -> frozenset[str]:
    """Return words as they are and behind “and”, a letter that is written together with them."""
    return frozenset(letter + word for letter in ("", "و", "ف") for word in text.split())


NEGATIONS: Final = _words("""
    not no never none cannot without nobody nothing nowhere neither
    nicht nichts nie niemals niemand niemanden niemandem nirgends nirgendwo ohne weder
    kein keine keinen keinem keiner keines keinerlei
    pas sans non senza sin não sem
    niet niets niemand nooit nergens geen zonder
    inte icke ingen inget inga aldrig ikke intet ingenting aldri uden uten hverken verken
    ei eivät emme ette ilman nie bez
    не нет без нельзя немає нема değil değildi değildir yok नहीं न बिना
""") | _arabic("لا لم لن ليس ليست ليسوا لست لسنا عدم بعدم لعدم بدون دون بلا")
"""Words whose coming or going turns a statement round.

Not here are words that are something else in another widely written language (mai, ne, né, utan),
and those that stand beside another negation whenever they stand for one (никто, nikt).
"""

REPEATED_NEGATIONS: Final = _words("""
    nor jamais rien aucun aucune guère ni
    nunca jamás nadie nada ningún ninguno ninguna tampoco
    nenhum nenhuma ninguém nem nessun nessuno nessuna niente nulla neanche nemmeno
    eikä
""")
"""Words that negate alone, and behind another negation say the same again: “no ha dicho nada”."""

NEGATIONS_BEHIND_NE: Final = _words("plus personne point")
"""French words that are negations behind “ne” only."""

CALENDAR: Final = _words("""
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    januar jänner februar feber märz mai juni juli oktober dezember
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    segunda terça quarta quinta sexta
    januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października
    listopada grudnia styczniu marcu kwietniu maju czerwcu lipcu sierpniu wrześniu
    październiku grudniu poniedziałek wtorek środa czwartek piątek sobota niedziela
    środę sobotę niedzielę
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    січні березні квітні травні червні липні серпні вересні жовтні листопаді грудні
    понеділок вівторок середа середу четвер ятниця ятницю субота суботу неділя неділю
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    pazartesi salı çarşamba perşembe cuma cumartesi pazar
""") | _arabic("""
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت
""")
"""Names of months and days of the week, in Slavic languages months as dates and “in” have them.

Those of Chinese, Japanese and Korean are found by their characters.
"""

ONLY_WITH_A_CAPITAL: Final = _words("""
    may march august jan feb mar apr jun jul aug sep sept oct nov dec
    marca maju segunda quarta quinta sexta ocak ekim pazar
""")
"""Names of months and days that are other words without a capital, in their own language or not."""

TITLES: Final = _words("""
    mr mrs ms miss mx sir dame lord lady baron baroness count countess duke duchess prince
    princess king queen dr prof professor rev reverend fr father sister bishop cardinal pope
    president premier chancellor minister secretary senator governor mayor ambassador judge
    justice gen general col colonel maj major capt captain lt lieutenant sgt sergeant
    inspector constable detective commissioner sheriff chief
    herr frau doktor präsident präsidentin kanzler kanzlerin ministerin bürgermeister
    monsieur madame mademoiselle mme mlle président présidente ministre maire
    señor señora don doña presidente presidenta ministro ministra alcalde signor signora
    dottor sindaco senhor senhora prefeito meneer mevrouw pan pani prezydent burmistrz
    господин госпожа президент министр премьер мэр генерал полковник пан пані президент
    bay bayan başkan bakan
""")
"""Forms of address and offices that stand before a person's name."""

ORGANISATIONS: Final = _words("""
    police university college school ministry department agency authority office council
    committee commission court party parliament congress senate government army navy force
    forces bank fund company corporation corp inc ltd plc llc group holdings association
    federation union league club institute institution foundation hospital church museum
    service services bureau board
    polizei universität hochschule schule ministerium amt behörde rat gericht partei bank
    gmbh ag verein verband institut stiftung krankenhaus kirche
    université école ministère agence conseil cour parti banque société association
    universidad escuela ministerio agencia consejo corte partido banco empresa sociedad
    università scuola ministero agenzia consiglio tribunale partito banca società
    universidade escola ministério agência conselho tribunal politie universiteit
    policja uniwersytet szkoła ministerstwo sąd partia
    полиция полиции университет университета школа министерство министерства агентство совет
    суд партия банк компания поліція університет міністерство суд
    polis üniversitesi bakanlığı partisi bankası
""")
"""Words that name a kind of organisation."""

BEFORE_PLACES: Final = _words("""
    in at near from to across throughout outside
    nach aus bei
    à au aux en vers depuis chez
    hacia desde cerca
    da dal nel nella presso verso
    em no na nos nas desde
    te naar uit
    w we z ze do pod
    в во из под у
    у з із до
""")
"""Prepositions that stand before the names of places oftener than of persons."""
