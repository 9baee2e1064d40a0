"""The landed cost of a whole catalogue, by columns of exact integers: for listings and feeds.

    catalogue = Catalogue(articles, "EUR")              # Article(id, hs, origin, price in cents ...)
    answer = quote_catalogue(catalogue, sent, book)     # sent: a Consignment to the destination
    answer.landed[row], answer.duty[row], answer.status_of(row)   # row as in catalogue.ids

There is no second set of rules: ``landed_cost`` itself calculates one article of each kind with decimals
that write down every step (``traced``), and the steps are played on the prices of all the others
(``tape``). Where an article would take another turn at a comparison, it gets a recording of its own.
"""

from entrepot.domain.duties.bulk.catalogue import Article, Catalogue
from entrepot.domain.duties.bulk.quoter import BulkAnswer, quote_catalogue

__all__ = ["Article", "BulkAnswer", "Catalogue", "quote_catalogue"]
