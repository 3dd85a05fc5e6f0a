"""What of 联络人 no register has: those of all villages at once."""

from django.urls import path

from offices.views import contacts

urlpatterns = [path("contacts/villages/", contacts.contact_proposals, name="contact_proposals")]
