"""Family names that tell a name's order where the words' places do not.

Common surnames of peoples who say the family name first, of Spain and Portugal and the countries
that speak their languages, and the forms by which some given names are known. Folded as
``name_words.fold`` folds. They tell order only: a name in no list is as good a name.
"""

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CHINESE = _words(
    "wang zhang liu chen yang huang zhao wu zhou xu zhu guo luo zheng liang xie tang deng xiao "
    "feng zeng cheng pan yuan dong yu ye jiang wei du ding shen ren yao lu fu zhong cui liao fang "
    "jia xia qiu hou zou xiong meng qin yan lei tian xue zhan shao qian cai hsu hsieh tsai chang "
    "cheung chan wong leung cheng chow chu kwok kwan lau ng tsang tse tsui yeung yip yuen fung ip "
    "kwong lai lam ling lui mak mok pang poon siu szeto sze tam to tong wan yiu yim chiu choi "
    "chung fok ho hui kan koo koh teo goh chua toh quek ong yeo tay heng khoo teoh cheong chong "
    "foo liew loh ooi phua seah sim soh tan yap yong lim ouyang sima zhuge shangguan situ"
)
_KOREAN = _words(
    "park bak pak choi choe jung jeong chung kang cho yoon yun jang chang lim im han shin sin seo "
    "suh kwon gwon hwang ahn song hong yoo yu jeon jun ko moon yang bae baek baik heo hur nam sim "
    "noh roh kwak gwak sung cha joo woo koo ryu min byun"
)
_VIETNAMESE = _words(
    "nguyen tran pham huynh hoang phan vu vo dang bui do ngo duong ly dinh truong trinh lam dao "
    "doan vuong luong thai chau ta phung quach diep trieu mac"
)
_JAPANESE = _words(
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada "
    "sasaki yamaguchi matsumoto inoue kimura hayashi shimizu yamazaki mori ikeda hashimoto "
    "ishikawa ogawa okada hasegawa fujita goto kondo murakami endo aoki sakamoto fujii nishimura "
    "fukuda miura okamoto nakajima fujiwara matsuda nakagawa ueda"
)
# First or last, nearly always the family name.
FAMILY_FIRST = (_CHINESE | _KOREAN | _VIETNAMESE) - _words(
    # Given names and words of English and other languages, or given names of the same peoples.
    "min do to ho im an sin sim ta ren lei jun han song cho pan wan ling dong mac ko cha tang "
    "lam koo yong tam fang wei yu xia mei yuan yan lu dao jang thai fu chau ip ye meng du park "
    "tay tong luo tan toh woo joo hong kang ly vo vu lai feng moon shin sung tian long xue foo "
    "nam cai teo jia hui siu qin qian deng ooi kan mak ong bae hur"
)
# The family name when first and followed by two or three syllables of a given name.
FAMILY_FIRST_WEAK = ((_CHINESE | _KOREAN | _VIETNAMESE) - FAMILY_FIRST) | _words(
    "lee kim li ma he hu sun lin gao song su yi bai jin dai shi long hao fan kong le lo mo oh"
)
FAMILY_FIRST_ANY = FAMILY_FIRST | FAMILY_FIRST_WEAK
JAPANESE = _JAPANESE
HUNGARIAN = _words(
    "nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp lakatos takacs "
    "juhasz meszaros olah racz fekete szilagyi torok feher gal szucs kocsis orsos pinter fodor "
    "szalai sipos magyar lukacs gulyas biro kiraly laszlo katona jakab bogdan balazs boros "
    "kerekes"
)
HUNGARIAN_GIVEN = _words(
    "laszlo istvan jozsef janos zoltan sandor ferenc gabor attila peter tamas zsolt tibor andras "
    "imre csaba gyorgy lajos balazs gyula mihaly karoly robert bela bence mate david adam levente "
    "krisztian norbert miklos zsombor gergely gergo maria erzsebet katalin ilona eva anna "
    "zsuzsanna margit judit agnes julianna andrea ildiko erika krisztina eszter timea zsofia "
    "noemi reka dora piroska aniko edit gabriella orsolya viktoria klara rozalia nikolett "
    "boglarka emese"
)
# Any sign of these makes what follows a Vietnamese name: middle names of women and men.
VIETNAMESE_MIDDLE = _words("thi van")

_SYLLABLE = (
    r"(?:zh|ch|sh|ng|gw|kw|ph|th|tr|nh|kh|gi|qu|hs|ts|sz|[bcdfghjklmnpqrstwxyzv])?"
    r"(?:[aeiou]{1,3}|yu?[aeiou]{0,2})(?:ng|nh|ch|[nmptkchrliyw])?"
)
# A given name of one to three such syllables, and one of single ones: Kuan, Min-jun.
SYLLABIC = re.compile(rf"(?:{_SYLLABLE}){{1,3}}(?:-(?:{_SYLLABLE}){{1,2}})?")
SINGLE_SYLLABLES = re.compile(rf"{_SYLLABLE}(?:-{_SYLLABLE})?")
# Korean given names are two of these: Minjun, Seo-yeon.
_KOREAN_SYLLABLE = (
    r"(?:min|jun|joon|ji|hyun|hyeon|seo|yeon|eun|soo|su|young|yeong|woo|jin|kyung|kyeong|hye|sung|"
    r"seong|hee|jae|dong|sang|won|chul|ho|mi|sun|seon|kwang|tae|seok|hoon|bin|ah|yun|yoon|ha|jung|"
    r"jeong|yong|in|il|nam|gyu|kyu|myung|hwa|sook|suk|ja|ok)"
)
KOREAN_GIVEN = re.compile(rf"{_KOREAN_SYLLABLE}-?{_KOREAN_SYLLABLE}")

IBERIAN = _words(
    "garcia gonzalez gonzales rodriguez fernandez lopez martinez sanchez perez gomez jimenez ruiz "
    "hernandez diaz moreno munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez "
    "vasquez ramirez serrano molina suarez ortega delgado castro ortiz rubio marin sanz nunez "
    "iglesias medina garrido cortes castillo lozano guerrero cano prieto mendez calvo cruz "
    "gallego vidal herrera marquez pena flores cabrera campos vega fuentes carrasco aguilar reyes "
    "caballero herrero montero hidalgo gimenez ibanez duran benitez mora arias vargas carmona "
    "crespo pastor soto saez velasco soler moya esteban parra rojas quispe mamani restrepo "
    "cardenas salazar zapata valencia mejia ospina giraldo paredes silva santos ferreira pereira "
    "oliveira costa rodrigues martins sousa souza fernandes goncalves gomes lopes marques alves "
    "almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro "
    "cardoso rocha raposo neves coelho cunha pires ramos reis simoes antunes matos fonseca "
    "machado araujo barbosa tavares lourenco figueiredo freitas barros lima nascimento moura "
    "azevedo amaral peixoto"
)

BURMESE = _words(
    "aung kyaw khin win htun tun maung zaw thant myint hla htet soe thein naing phyo moe nyein "
    "kyi suu zin thiha hlaing oo min lwin wai yan ye nay su ei thandar mya than nwe aye san saw "
    "thida lin htay ohn shwe tin thaw yu sein nyan thuzar ko ma thet hnin wint lay zeya yin chit "
    "nu nyi bo tint swe phone pyae hein sithu kaung khant thura"
)
# Of these, a Burmese name holds one at least.
BURMESE_SURE = _words(
    "maung aung kyaw khin htun myint hla htet thein "
    "naing phyo nyein hlaing lwin nwe htay ohn shwe suu "
    "thiha thandar thida hnin thuzar kaung thura sithu pyae tint thant zeya khant"
)

# Names of southern India and northern Sri Lanka that stand with a father's initial.
SOUTH_INDIAN = re.compile(
    r"\w+(?:swamy|swami|samy|nathan|ramaniam|ramanian|krishnan|lingam|rajan|sundaram|moorthy|murthy|"
    r"mugam|vel|chandran|nandan|gopalan|raman|shankar|sankar|varman|kannan|pathy|pathi|thasan|"
    r"dasan|ratnam|puram|selvan|selvi|malar|mathi|lakshmi|laxmi|valli|devi|priya|jeyan|kumaran)"
    r"|suresh|ramesh|rajesh|mahesh|ganesh|dinesh|karthik|karthi[kc]|arjun|arun|vijay|ajith|prakash|"
    r"anand|murugan|kannan|raman|krishnan|sivakumar|senthil|senthilkumar|selvam|rajan|mani|kumaran|"
    r"saravanan|prabhu|prabhakar[ae]n|ravi|ravichandran|baskar[ae]n|venkatesh|srinivas[ae]?n?|"
    r"lakshmi|kavitha|geetha|sangeetha|revathi|deepa|priya|meena|shanthi|vasantha|kamala|anitha|"
    r"sujatha|latha|malathi|radha|sudha|divya|vimala|usha|thilaga|thilagavathi|abdul|kalam"
)
SLAVIC_FAMILY = re.compile(
    r"\w{2,}(?:ov|ev|in|ova|eva|ina|sky|skiy|skyi|skyy|ski|skaya|ska|enko|chuk|yuk|uk|ko|ets|ik|ych|ов|ев|ин|ова|ева|ина|скии|ская|ко|ук|юк)"
)
# By the father's name: surely so in a woman's form, or in a man's beside a Slavic family name.
PATRONYMIC = re.compile(
    r"\w{2,}(?:ovich|evich|ovych|yovych|ovna|evna|ivna|yivna|ichna|inichna|ович|евич|овна|евна|ична)"
)

HAN_FAMILY = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖蕭"
    "田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦"
    "邱江尹薛闫侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴"
)
HAN_FAMILY_LONG = _words(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 佐藤 鈴木 高橋 田中 "
    "伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 山口 松本 井上 木村 "
    "清水 山崎 池田 橋本 石川 小川 岡田 長谷川 藤田 後藤 近藤 村上 "
    "遠藤 青木 坂本 藤井 西村 福田 太田 三浦 岡本 中島 藤原 松田 "
    "中川 佐々木"
)
HANGUL_FAMILY = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민"
    "진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국"
)
