"""Closed classes of words in widely written languages: what no measure of a text can tell.

Only what an editor must see is looked up here; a language without an entry loses a name for what
was changed, never a finding. Words are casefolded.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS: Final = _words("""
    not no never none nor cannot without
    nicht kein keine keinen keiner nie niet geen nooit
    ne pas jamais sans non mai senza nunca sin não sem
    inte ikke ei не нет ни никогда без nie bez değil
    لا لم لن ليس नहीं 不 没 沒 無 无
""")
"""Words whose coming or going turns a statement round."""

CALENDAR: Final = _words("""
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    januar februar märz mai juni juli oktober dezember
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
    listopada grudnia poniedziałek wtorek środa czwartek piątek sobota niedziela
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    pazartesi salı çarşamba perşembe cuma cumartesi pazar
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
""")
"""Names of months and days of the week, in Slavic languages months in the genitive of dates."""

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
