"""Articles as a table: download those of a search, try a changed table cell by cell, put it in force."""

from datetime import date
from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entrepot.apps.catalog.services.change_articles import change_articles
from entrepot.domain.article_table import ARTICLES, ArticleChange, read_articles, write_articles
from entrepot.domain.tables import CellFault
from entrepot.kit.spreadsheets import csv_of, sheets_of, workbook_of
from entrepot.web.acting import carry_out
from entrepot.web.backoffice.article_words import article_problem
from entrepot.web.backoffice.forms.article_table import ArticleTableForm
from entrepot.web.backoffice.queries.article_table import (
    CellChange,
    articles_found,
    articles_named,
    cell_changes,
)
from entrepot.web.backoffice.queries.products import ProductSearch
from entrepot.web.backoffice.shell import page
from entrepot.web.backoffice.table_files import sheets_given, table_file

UNPROCESSABLE = 422
SALT = "articles"
LONGEST_REVIEW_SECONDS = 86_400
MOST_SHOWN = 200


def article_table(request: HttpRequest) -> HttpResponse:
    """Upload or type a table; without a fault what would change is shown, and nothing is stored yet."""
    today = timezone.now().date()
    form = ArticleTableForm(request.POST or None, request.FILES or None, initial={"from_day": today})
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        sheets = sheets_given(form, needed=ARTICLES, read=partial(sheets_of, needed=ARTICLES))
        if sheets is not None:
            known = articles_named(sheets[ARTICLES], today)
            changes, faults = read_articles(sheets[ARTICLES], known)
            if not faults:
                cells = list(cell_changes(changes, known))
                return _review(request, changes, cells, form.cleaned_data["from_day"])
    context = {
        "form": form, "search": ProductSearch.of(request.GET), "query": request.GET.urlencode(),
        "faults": [{"fault": each, "message": article_problem(each)} for each in faults],
    }  # fmt: skip
    return page(
        request, "article_table.html", context, status=UNPROCESSABLE if request.method == "POST" else 200
    )


@require_POST
def confirm_article_table(request: HttpRequest) -> HttpResponse:
    """Make the changes that were reviewed."""
    try:
        kept = signing.loads(request.POST.get("changes", ""), salt=SALT, max_age=LONGEST_REVIEW_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("The review is too old. Try the table again."))
        return redirect("backoffice:article_table")
    if kept["leaps"] and "leaps_meant" not in request.POST:
        told = _("Nothing is changed: a price changes by more than half. Try the table again and tick it.")
        messages.error(request, told)
        return redirect("backoffice:article_table")
    changes = [
        ArticleChange(sku, facts, (Decimal(price[0]), price[1]) if price else None)
        for sku, facts, price in kept["changes"]
    ]
    done = ngettext("%(count)d article is changed.", "%(count)d articles are changed.", len(changes)) % {
        "count": len(changes)
    }
    since = date.fromisoformat(kept["from_day"])
    carry_out(request, lambda: change_articles(changes=changes, from_day=since), done=done)
    return redirect("backoffice:article_table")


def article_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The articles of the search in the address as a file that reads back as the same."""
    rows = write_articles(articles_found(ProductSearch.of(request.GET), timezone.now().date()))
    content = csv_of(rows) if kind == "csv" else workbook_of({ARTICLES: rows}, numbers=("price",))
    return table_file(content, f"articles.{kind}")


def _review(
    request: HttpRequest, changes: list[ArticleChange], cells: list[CellChange], since: date
) -> HttpResponse:
    plain = [
        (each.sku, dict(each.facts), (str(each.price[0]), each.price[1]) if each.price else None)
        for each in changes
    ]
    leaps = sum(each.leap for each in cells)
    kept = {"changes": plain, "from_day": since.isoformat(), "leaps": leaps}
    shown = sorted(cells, key=lambda each: not each.leap)[:MOST_SHOWN]
    context = {
        "count": len(changes), "shown": shown, "since": since, "is_cut": len(cells) > MOST_SHOWN,
        "leaps": leaps,
        "has_prices": any(each.price for each in changes),
        "changes": signing.dumps(kept, salt=SALT, compress=True),
    }  # fmt: skip
    return page(request, "article_table_review.html", context)
