"""Languages: their tags (BCP 47, RFC 5646), read exactly, and what they are called in English.

Names of languages are all of ISO 639-1, and a few of 639-3; of scripts a few of ISO 15924.
"""

import re

NAMES = {
    "aa": "Afar", "ab": "Abkhaz", "ae": "Avestan", "af": "Afrikaans", "ak": "Akan", "am": "Amharic",
    "an": "Aragonese", "ar": "Arabic", "as": "Assamese", "av": "Avar", "ay": "Aymara", "az": "Azerbaijani",
    "ba": "Bashkir", "be": "Belarusian", "bg": "Bulgarian", "bi": "Bislama", "bm": "Bambara", "bn": "Bengali",
    "bo": "Tibetan", "br": "Breton", "bs": "Bosnian", "ca": "Catalan", "ce": "Chechen", "ch": "Chamorro",
    "ckb": "Central Kurdish", "co": "Corsican", "cr": "Cree", "crh": "Crimean Tatar", "cs": "Czech",
    "cu": "Church Slavic", "cv": "Chuvash", "cy": "Welsh", "da": "Danish", "de": "German", "dv": "Dhivehi",
    "dz": "Dzongkha", "ee": "Ewe", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "ff": "Fula", "fi": "Finnish", "fil": "Filipino",
    "fj": "Fijian", "fo": "Faroese", "fr": "French", "fy": "Frisian", "ga": "Irish", "gd": "Scottish Gaelic",
    "gl": "Galician", "gn": "Guarani", "gu": "Gujarati", "gv": "Manx", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi",
    "ho": "Hiri Motu", "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian",
    "hz": "Herero", "ia": "Interlingua", "id": "Indonesian", "ie": "Interlingue", "ig": "Igbo", "ii": "Sichuan Yi",
    "ik": "Inupiaq", "io": "Ido", "is": "Icelandic", "it": "Italian", "iu": "Inuktitut", "ja": "Japanese",
    "jv": "Javanese", "ka": "Georgian", "kg": "Kongo", "ki": "Kikuyu", "kj": "Kuanyama", "kk": "Kazakh",
    "kl": "Kalaallisut", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "kr": "Kanuri", "ks": "Kashmiri",
    "ku": "Kurdish", "kv": "Komi", "kw": "Cornish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish",
    "lg": "Ganda", "li": "Limburgish", "ln": "Lingala", "lo": "Lao", "lt": "Lithuanian", "lu": "Luba-Katanga",
    "lv": "Latvian", "mg": "Malagasy", "mh": "Marshallese", "mi": "Māori", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese", "na": "Nauru",
    "nb": "Norwegian Bokmål", "nd": "North Ndebele", "ne": "Nepali", "ng": "Ndonga", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "nr": "South Ndebele", "nv": "Navajo", "ny": "Chichewa",
    "oc": "Occitan", "oj": "Ojibwa", "om": "Oromo", "or": "Odia", "os": "Ossetian", "pa": "Punjabi", "pi": "Pali",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "qu": "Quechua", "rm": "Romansh", "rn": "Kirundi",
    "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sa": "Sanskrit", "sc": "Sardinian", "sd": "Sindhi",
    "se": "Northern Sami", "sg": "Sango", "si": "Sinhala", "sk": "Slovak", "sl": "Slovene", "sm": "Samoan",
    "sn": "Shona", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "ss": "Swazi", "st": "Southern Sotho",
    "su": "Sundanese", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai",
    "ti": "Tigrinya", "tk": "Turkmen", "tl": "Tagalog", "tn": "Tswana", "to": "Tongan", "tr": "Turkish",
    "ts": "Tsonga", "tt": "Tatar", "tw": "Twi", "ty": "Tahitian", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "ve": "Venda", "vi": "Vietnamese", "vo": "Volapük", "wa": "Walloon", "wo": "Wolof",
    "xh": "Xhosa", "yi": "Yiddish", "yo": "Yoruba", "yue": "Cantonese", "za": "Zhuang", "zh": "Chinese",
    "zu": "Zulu",
}  # fmt: skip
SCRIPTS = {
    "Arab": "Arabic script", "Cyrl": "Cyrillic", "Deva": "Devanagari", "Hans": "simplified", "Hant": "traditional",
    "Latn": "Latin",
}  # fmt: skip
TAG = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.ASCII | re.IGNORECASE,
)
LONGEST = 40  # code points; a longer text is no tag
BY_NAME = {name.lower(): tag for tag, name in NAMES.items()}
# Countries that are taken for their languages, and codes of ISO 639-2 for which BCP 47 has a shorter one.
MEANT = {
    "ua": "uk", "by": "be", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "cn": "zh", "rs": "sr", "us": "en",
    "gb": "en", "ukr": "uk", "rus": "ru", "eng": "en", "bel": "be", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "spa": "es", "pol": "pl", "ara": "ar", "tur": "tr", "heb": "he", "zho": "zh", "chi": "zh", "fas": "fa", "per": "fa",
}  # fmt: skip


def read_tag(text: str) -> str:
    """A language, and as far as they are written its script and region, as BCP 47 writes them: "uk-Latn", "pt-BR".
    Empty where the text is no tag, or of a language of two letters that there is not."""
    found = TAG.fullmatch(text) if len(text) <= LONGEST else None
    if not found:
        return ""
    language, script, region, variants = found[1].lower(), found[2] or "", found[3] or "", found[4].lower()
    if language in MEANT or (len(language) == 2 and language not in NAMES):
        return ""
    return "-".join(filter(None, (language, script.title(), region.upper()))) + variants


def advise_tag(text: str) -> str:
    """What to write instead of a text that is no tag."""
    language, hyphen, rest = text.strip().lower().replace("_", "-").partition("-")
    meant = MEANT.get(language) or BY_NAME.get(language) or language
    tag = read_tag(f"{meant}{hyphen}{rest}") or read_tag(meant)
    return f"did you mean '{tag}' ({NAMES[meant]})?" if tag and meant in NAMES else "such as en, uk or uk-Latn (BCP 47)"
