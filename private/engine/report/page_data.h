#pragma once

#include <string>
#include <string_view>

#include "report/contents.h"

namespace pyvenv {

/// What the page of a report shows, as JSON in which nothing ends a `<script>` element. The page's
/// `model.js` reads it. Made for 100,000 files and more, which as objects would take many times the
/// room: columns in place of objects, lists of names as one text with "/" in between, which no name
/// has, and no path twice.
///
///   title
///   layers        [{name, digest, size, files, links, directories}], bottom to top
///   components    {kind: one letter each ("d"istribution, "p"ython, "r"epository, "o"ther),
///                 name: [], version: [], layers: [[index]] to push after another version}
///   app           [index of a layer] to push after an edit of the application
///   directories   {parent: [index], name: "names"}, parents first; the root is number 0, and has
///                 no name
///   files         {groups: [layer, component, number of runs, …], runs: [directory, number of
///                 files, …], name: "names", size: [bytes]}: files come in groups of one layer and
///                 component, and there in runs of one directory. Links have no bytes and do not
///                 come.
///   hard_links    [file, …]: whose bytes are those of another file of their layer
///   copies        [[file, …]]: see FindCopies
///   previous      null, or what a comparison is about: {layers: [{name, digest, size}],
///                 components: {kind, name, version, size}, changes: {kind: one letter each
///                 ("a"dded, "r"emoved, "c"hanged, "m"oved), path: [], size: [], layer: [index],
///                 old_size: [], old_layer: [index of the previous layers]}}, where -1 stands for
///                 what is not there
///
/// `previous`: what to compare with, or null.
std::string PageData(std::string_view title, const Contents& contents, const Contents* previous);

}  // namespace pyvenv
