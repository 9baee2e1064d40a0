"""Says in a header how many SQL statements a request took."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-SQL-Statements"


def count_statements(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Every statement that Django sends counts, savepoints too; BEGIN, COMMIT and liveness checks do not."""

    def middleware(request: HttpRequest) -> HttpResponse:
        statements = 0

        def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response.headers[HEADER] = str(statements)
        return response

    return middleware
