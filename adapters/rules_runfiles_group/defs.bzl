"""Public rules and the aspect of the adapter to rules_runfiles_group."""

load("//private:group_layers.bzl", _runfiles_group_layers = "runfiles_group_layers")
load("//private:python_groups.bzl", _python_runfiles_groups = "python_runfiles_groups")
load("//private:with_groups.bzl", _with_runfiles_groups = "with_runfiles_groups")

runfiles_group_layers = _runfiles_group_layers
with_runfiles_groups = _with_runfiles_groups
python_runfiles_groups = _python_runfiles_groups
