"""Public rules and providers of rules_pkg_pyvenv."""

load("//private:layer_settings.bzl", _layer_settings = "layer_settings")
load("//private:providers.bzl", _LayerPlanInfo = "LayerPlanInfo", _TarRunfilesInfo = "TarRunfilesInfo")
load("//private:tar_runfiles.bzl", _tar_runfiles = "tar_runfiles")
load("//private:tar_runfiles_test.bzl", _tar_runfiles_test = "tar_runfiles_test")

tar_runfiles = _tar_runfiles
tar_runfiles_test = _tar_runfiles_test
layer_settings = _layer_settings
TarRunfilesInfo = _TarRunfilesInfo
LayerPlanInfo = _LayerPlanInfo
