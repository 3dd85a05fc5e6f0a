"""Sign in and out, passwords, the acting identity."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from offices.views import accounts

urlpatterns = [
    path("login/", accounts.SignInView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", accounts.PasswordView.as_view(), name="password_change"),
    path("identity/", accounts.identity_switch, name="identity_switch"),
    path("sign-out-everywhere/", accounts.sign_out_everywhere, name="sign_out_everywhere"),
]
