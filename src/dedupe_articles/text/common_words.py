"""The commonest words of languages that share a script with others.

Short ones only: what is longer than five letters shares its stem with other words. Accents may be
there or not, they are folded as in any text.
"""

from __future__ import annotations

from typing import Final

COMMON_WORDS: Final = {
    "en": """
        the of and to in a is that for it was on with as he be at by this had not are but
        from or have an they which one you were his her she all there been has when who will
        their would
    """,
    "de": """
        der die das und in den von zu mit sich des auf fur ist im dem nicht ein eine als
        auch es an aus er hat dass sie nach wird bei einer um am sind noch wie einem uber so
        zum war haben
    """,
    "fr": """
        de la le et les des en un une du que est dans qui par pour au il sur ce pas plus ne
        se avec son sont ont cette mais nous ou leur ses elle été était fait aux d l qu n s
        c j
    """,
    "es": """
        de la que el en y a los se del las un por con no una su para es al lo como mas o
        pero sus le ha me si sin sobre este ya entre todo esta ser son dos fue era muy hasta
        desde
    """,
    "it": """
        di che e la il un a per in una non sono mi ho lo ha le si con i da del della al nel
        dei anche come più ma gli o alla su dal delle nella era ed questo essere stato dopo
    """,
    "pt": """
        de a o que e do da em um para com não uma os no se na por mais as dos como mas foi
        ao ele das tem seu sua ou ser quando muito nos já está eu também só pelo pela até
        isso ela entre
    """,
    "nl": """
        de het een en van in is dat op te zijn met voor niet die aan er om ook als dan maar
        bij nog door naar uit over hij heeft ze werd wordt deze hebben was worden tot meer
        kan
    """,
    "sv": """
        och att det i en som på är av för den till med de inte om ett han men var jag sig
        från vi så kan när år har hade efter vid ska också nu under eller då hon där skulle
    """,
    "da": """
        og i at det er en til af på for med den de der ikke som et har fra han men var vi om
        sig så kan også blev ved efter nu skal være havde eller hun da hvor blev jeg mod
    """,
    "no": """
        og i det er en til av på for med den de som ikke et har fra han men var vi om seg så
        kan også ble ved etter nå skal være hadde eller hun da hvor jeg mot å at enn opp
    """,
    "fi": """
        ja on ei se että hän oli ovat mutta kun niin myös joka sen en tai kuin jos hänen
        vain nyt ole ollut mitä sitä jo siitä mukaan vuonna joita sekä kanssa voi tämä ne
        olla
    """,
    "et": """
        ja on ei et see ta oli kui ka aga mis ma oma või seda kes siis selle ning nad mida
        pole tema olid veel välja nii pärast juba nagu
    """,
    "pl": """
        i w nie na z do się to że jest o jak za po ale co od czy przez dla tym jego tego są
        był oraz już tak który jej ich może tylko być przy została roku także
    """,
    "cs": """
        a se v na je že to s z do o i jako za ve by pro jsem k ale po co jsou který od jeho
        tak bylo při už podle jen byl která také jak což před být však roce
    """,
    "sk": """
        a sa v na je že to s z do o aj ako za by pre k ale po čo sú ktorý od jeho tak bolo
        pri už podľa len bol ktorá tiež aby však byť roku vo zo
    """,
    "sl": """
        in je v na za se da so pa ki ne bi s z tudi po kot še ni bil od ali pri že do ter to
        bo sem lahko kar leta bila več zelo
    """,
    "hr": """
        i je u na se da za su s od a ne o što koji to će iz kao bi ili nije do bio sve po
        biti te koja samo može sam ali zbog godine već nakon
    """,
    "hu": """
        a az és hogy nem is egy ez de volt meg csak már mint el van még ki ha vagy ami fel
        azt lehet kell után két minden között pedig aki be szerint majd
    """,
    "ro": """
        de și în a la cu pe că nu o din un să care pentru este mai se au fost sunt sau ca ce
        prin al dar după ale lui fi iar va unei unui cel către fără între
    """,
    "tr": """
        ve bir bu da de için ile çok olarak daha gibi o ne var olan kadar en sonra ancak ama
        ya ki her ise değil bin göre iki yeni oldu olduğu bunu eden diye
    """,
    "az": """
        və bir bu ki da də üçün ilə o olan daha isə edib kimi çox var hər sonra ən onun olub
        idi bildirib ya amma görə
    """,
    "vi": """
        và của là có không được cho trong một các đã người với những này đến về để khi ra
        tại từ năm vào ông sẽ cũng như nhưng ở thì
    """,
    "id": """
        yang dan di dari ini untuk itu dengan tidak akan pada ke dalam juga ada oleh bisa
        kata telah saya mereka lebih sudah atau saat para bahwa dia kami
    """,
    "tl": """
        ang ng sa na mga at ay ni hindi siya ito para kung may isang mula pa nang ko ako din
        rin lang ka po kanya naman
    """,
    "sw": """
        na ya wa kwa katika ni la za kuwa cha hiyo hii kama yake baada hayo alisema watu huo
        zao pia lakini ambao bila
    """,
    "ca": """
        de la i a el que en els les per un una amb del no és al va dels ha es com més però
        són seva seu ser aquest entre també molt fins o ho hi
    """,
    "gl": """
        de a o e que do da en un unha no os na para con non por máis as ao dos pola polo foi
        como pero súa seu ou xa tamén ó das unhas
    """,
    "eu": """
        eta da ez du bat ere dira zuen izan zen dute baina den hau egin beste dela behar
        horrek baino arte oso edo hori dituzte ditu zuten
    """,
    "lv": """
        un ir ka no par ar uz bet arī to tas kas bija nav viņš pie gan pēc kā gada vai es
        līdz tā savu jau lai būs
    """,
    "lt": """
        ir kad yra į tai su iš buvo bet jis kaip apie o dar už ne jau po tik jų savo nuo šis
        dėl per būti metų labai ar prie
    """,
    "sq": """
        dhe e në të një me për që nga se është u nuk ka i si më po do ai kjo ishte janë por
        duke kanë këtë pas edhe prej
    """,
    "is": """
        og í að á er sem til við um ekki en það var af með fyrir eru hann frá þá þess hafa
        þar þau verið hún eftir ég
    """,
    "af": """
        die van en in het is dat nie te op vir met wat hy om aan deur was ook as sy by ons
        hulle maar na uit kan sal word een
    """,
    "eo": """
        la de kaj en estas al li ne por kiu tiu per pri sed estis kun el ĝi ili mi ke aŭ
        plej kiel sur tio
    """,
    "ru": """
        и в не на что с по он как это к но из у за то от о для до же так его все был она при
        или они ее бы я мы если быть после этом этого этой этот эта эти года году год лет
        также уже будет будут был было были есть нет время их его ему еще при об во том того
        тем чем где когда чтобы может под без около
    """,
    "uk": """
        і в не на що з у до за та як це від по він про але для або його був також які його є
        якщо вона під час було після їх ще при із щодо
    """,
    "be": """
        і у на не што з да як гэта для па але ад пра яго ён за быў таксама былі яна калі ў
        яе з'яўляецца каб пры які
    """,
    "bg": """
        на и за да се от в не с че са по е ще като до при това но или след той който беше си
        му бе около може към само също
    """,
    "mk": """
        на и во да се од за не со е дека што по ќе ги беше или но до при ја му како ова уште
        само кои има биде
    """,
    "sr": """
        и је у на се да за су од са не о што који то ће из као би или није до био све по
        бити али због после након те
    """,
    "kk": """
        және мен бұл үшін бір да де деп бар болып емес оның ол осы бойынша туралы кейін ең
        қазақ
    """,
    "ar": """
        في من على أن إلى عن التي هذا مع كان ما الذي هذه لا بين كما قد بعد ذلك وقد أو هو وفي
        هي لم كل تم حيث عند
    """,
    "fa": """
        و در به از که این را با است برای آن یک خود تا بر هم شده می کرد بود شد ها اما نیز
        باید هستند وی هر دو
    """,
    "ur": """
        کے کی میں کا ہے اور سے کو نے پر کہ اس ہیں یہ نہیں تھا بھی کر گیا تھی ایک وہ ان جو
        کیا تو لیے ہو رہے
    """,
    "ps": """
        د او په چې کې له ته دی سره دا هم نه يې کړي يو شي شوي پر لري وو
    """,
    "hi": """
        के में की है और से का को पर यह ने कि नहीं भी एक हैं कर तो इस था हो लिए गया जो ही या
        वह थे तक
    """,
    "mr": """
        आणि आहे या व होते तो ती हे की त्या एक होता नाही मध्ये आहेत ते करण्यात केला असे मी तर
        पण
    """,
    "ne": """
        र को छ मा ले भएको पनि गरेको हो यो लागि छन् एक भने तर गर्न थियो हुन् उनले गरी
    """,
}
