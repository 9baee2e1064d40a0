"""Every address of the platform. Pages for people carry a language prefix; programs and webhooks do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from entrepot.web.entrances import after_sign_in, front_door
from entrepot.web.feeds.views import products
from entrepot.web.health import health
from entrepot.web.pictures import photo

handler500 = "entrepot.web.broken.broken"

urlpatterns = [
    path("", front_door),
    path("health/", health),
    path("admin/", admin.site.urls),
    path("api/v1/", include("entrepot.web.api.urls")),
    path("hooks/", include("entrepot.web.api.hooks")),
    path("photos/<uuid:pk>.jpg", photo, name="photo"),
    path("feeds/products.<str:extension>", products, name="product_feed"),
]

urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    path("after-sign-in/", after_sign_in, name="after_sign_in"),
    path("console/", include("entrepot.web.backoffice.urls")),
    path("supplier/", include("entrepot.web.portal.urls")),
    path("", include("entrepot.web.storefront.urls")),
)
