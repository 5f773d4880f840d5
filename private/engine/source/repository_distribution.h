#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// The distribution that a file of its `dist-info` directory names: normalised, for
/// `<repository>/site-packages/<name>-<version>.dist-info/<file>`; nothing for any other path, such
/// as that of a vendored distribution deeper down.
std::optional<std::string> DistInfoName(std::string_view path);

/// The distribution that a repository's name tells of, for wheels that list no `dist-info` (a tree
/// artifact); nothing where the name has another form. `private/distributions.bzl` says which form
/// that is, and reads names in the same way.
std::optional<std::string> RepositoryDistribution(std::string_view repository);

}  // namespace pyvenv
