"""Plain readable pages in English and Simplified Chinese, without scripts."""

import html
import time
from collections.abc import Mapping, Sequence
from typing import Any

from simulators.world import World

STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#f4f5f2;color:#1c2321;
font:16px/1.5 system-ui,"Noto Sans SC","PingFang SC",sans-serif}
header{background:#1f3d36;color:#fff;padding:.75rem 1rem;display:flex;gap:1rem;justify-content:space-between;
align-items:center}header a{color:#fff;white-space:nowrap}main{max-width:62rem;margin:0 auto;padding:1rem}
.narrow{max-width:28rem}.card{background:#fff;border:1px solid #d9ddd7;border-radius:.75rem;padding:1.25rem;
margin:1rem 0}h1{font-size:1.25rem;margin:0}h2{font-size:1.05rem;margin:1.5rem 0 .5rem}
.warn{background:#fff4d6;border:1px solid #c99a1c;color:#5a4200;border-radius:.5rem;padding:.6rem .8rem}
.amount{font-size:2rem;font-weight:700;margin:.25rem 0}dl{display:grid;grid-template-columns:auto 1fr;
gap:.25rem 1rem;margin:0}dt{color:#55605b}dd{margin:0;overflow-wrap:anywhere}
button{font:inherit;min-height:2.75rem;padding:.5rem 1rem;border-radius:.5rem;border:1px solid #1f3d36;
background:#fff;color:#1f3d36;cursor:pointer}button.main{background:#1f6b52;border-color:#1f6b52;color:#fff}
button:focus-visible,a:focus-visible,select:focus-visible,input:focus-visible{outline:3px solid #c2410c;
outline-offset:2px}.stack{display:grid;gap:.6rem}.row{display:flex;flex-wrap:wrap;gap:.4rem}
.row button{min-height:2.25rem;padding:.25rem .6rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;background:#fff;font-size:.9rem}
th,td{text-align:left;padding:.45rem .6rem;border-bottom:1px solid #e3e6e1;vertical-align:top}
th{color:#55605b;font-weight:600;white-space:nowrap}.none{color:#55605b}
input,select{font:inherit;padding:.4rem;border:1px solid #8a938e;border-radius:.4rem;max-width:100%}
@media(max-width:640px){thead{display:none}tr{display:block;padding:.5rem 0;border-bottom:1px solid #d9ddd7}
td{display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem;border:0;padding:.15rem .75rem;
overflow-wrap:anywhere}td::before{content:attr(data-label);color:#55605b}}
"""

ZH = {
    "Payment provider simulator": "支付服务商模拟器",
    "Customs port simulator": "海关口岸模拟器",
    "Carrier simulator": "承运商模拟器",
    "Marketplace simulator": "电商平台模拟器",
    "Sandbox": "沙盒",
    "Speed": "速度",
    "Webhook": "回调地址",
    "none": "无",
    "Faults armed": "已设置的故障",
    "Next outcomes": "预定的结果",
    "Planned events": "计划中的事件",
    "Webhook deliveries": "回调投递",
    "When": "时间",
    "What": "内容",
    "About": "对象",
    "Outcome": "结果",
    "in {seconds} s": "{seconds} 秒后",
    "Attempts": "尝试次数",
    "Path": "路径",
    "Times left": "剩余次数",
    "Nothing yet.": "暂无内容。",
    "The program's view: {link}": "供程序查看：{link}",
}


def say(language: str, english: str, more: Mapping[str, str] | None = None) -> str:
    """``english``, or its Chinese from ``more`` or the shared words."""
    if language != "zh":
        return english
    return (more or {}).get(english) or ZH.get(english, english)


def esc(value: object) -> str:
    return html.escape(str(value))


def page(language: str, title: str, body: str, path: str = "/", narrow: bool = False) -> str:
    """A whole document; ``body`` is HTML, ``title`` is text."""
    other, label = ("en", "English") if language == "zh" else ("zh", "中文")
    code = "zh-Hans" if language == "zh" else "en"
    join = "&amp;" if "?" in path else "?"
    kind = ' class="narrow"' if narrow else ""
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{esc(title)}</title><style>{STYLE}</style></head><body>"
        f'<header><h1>{esc(title)}</h1><a href="{esc(path)}{join}lang={other}">{label}</a></header>'
        f"<main{kind}>{body}</main></body></html>"
    )


def table(language: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of HTML cells under translated heads; a kind word when there are none."""
    if not rows:
        return f'<p class="none">{esc(say(language, "Nothing yet."))}</p>'
    head = "".join(f"<th>{esc(name)}</th>" for name in heads)
    cells = (
        "".join(
            f'<td data-label="{esc(name)}"><div>{cell}</div></td>'
            for name, cell in zip(heads, row, strict=True)
        )
        for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def clock(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at)) + " UTC"


def status_page(world: World, language: str, title: str, first: str) -> str:
    """The page at ``/``: what is special about this simulator (``first``, HTML), then what all share."""

    def _(english: str) -> str:
        return say(language, english)

    body = f'<p class="warn">{esc(_("Sandbox"))} · {esc(_("Speed"))}: {esc(world.speed)} · '
    body += f"{esc(_('Webhook'))}: {esc(world.webhooks.url or _('none'))}</p>{first}"
    faults = [[esc(f["kind"]), esc(f["path"] or "*"), esc(f["times"])] for f in world.faults.armed()]
    if faults:
        body += f"<h2>{esc(_('Faults armed'))}</h2>" + table(
            language, [_("What"), _("Path"), _("Times left")], faults
        )
    if waiting := world.store.setting("next", []):
        body += f"<h2>{esc(_('Next outcomes'))}</h2><p>{esc(', '.join(waiting))}</p>"
    body += f"<h2>{esc(_('Planned events'))}</h2>"
    body += table(language, [_("When"), _("What"), _("About"), _("Attempts")], _planned(world, language))
    body += f"<h2>{esc(_('Webhook deliveries'))}</h2>"
    body += table(language, [_("When"), _("About"), _("What"), _("Outcome")], _delivered(world))
    link = '<a href="/control/state">/control/state</a>'
    body += "<p>" + _("The program's view: {link}").format(link=link) + "</p>"
    return page(language, say(language, title), body)


def _planned(world: World, language: str) -> list[list[str]]:
    when = say(language, "in {seconds} s")
    return [
        [esc(when.format(seconds=max(0, round(item["due_in_s"])))), esc(item["action"]),
         esc(item["subject"]), esc(item["attempts"])]
        for item in world.agenda.pending(15)
    ]  # fmt: skip


def _delivered(world: World) -> list[list[str]]:
    found: list[dict[str, Any]] = world.webhooks.deliveries(15)
    return [[clock(d["at"]), esc(d["subject"]), esc(d["message"]), esc(d["outcome"])] for d in found]
