"""Where anybody may publish: who says a thing there says it himself, and the platform passes on nobody's word."""

# As reports name them: "said on Telegram".
PLATFORMS = (
    "Telegram", "Facebook", "Twitter", "Instagram", "YouTube", "TikTok", "VKontakte", "X", "Viber", "WhatsApp",
    "LinkedIn", "Truth Social", "Weibo", "Threads", "Bluesky", "Mastodon",
)  # fmt: skip
OTHERS = (
    "Телеграм", "Фейсбук", "Твіттер", "Твиттер", "Ютуб", "Вайбер", "ВКонтакте",
    "تلغرام", "تيليغرام", "تلجرام", "فيسبوك", "تويتر", "يوتيوب", "واتساب", "微博", "推特", "脸书",
)  # fmt: skip
KIND = "platform"  # of a source that editors list
_SPELLED = frozenset(map(str.casefold, (*PLATFORMS, *OTHERS)))


def is_platform(kind: str, *names: str) -> bool:
    """Whether a source of that kind, by any of its names, is one."""
    return kind.casefold() == KIND or any(name.casefold() in _SPELLED for name in names)
