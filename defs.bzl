"""Public rules and providers of rules_pkg_pyvenv."""

load("//private:providers.bzl", _TarRunfilesInfo = "TarRunfilesInfo")
load("//private:tar_runfiles.bzl", _tar_runfiles = "tar_runfiles")

tar_runfiles = _tar_runfiles
TarRunfilesInfo = _TarRunfilesInfo
