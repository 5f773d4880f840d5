#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/build_contents.h"
#include "inspect/components.h"
#include "layers/member.h"

/// Builds to compare, made in memory.
namespace pyvenv::testing {

inline LayerMember DirectoryMember(std::string path) {
  LayerMember member;
  member.path = std::move(path);
  member.type = MemberType::kDirectory;
  member.mode = 0755;
  return member;
}

inline LayerMember LinkMember(std::string path, std::string text) {
  LayerMember member;
  member.path = std::move(path);
  member.type = MemberType::kLink;
  member.link = std::move(text);
  member.mode = 0777;
  return member;
}

inline void SetContent(std::string_view content, LayerMember* member) {
  Sha256 hash;
  hash.Update(content);
  member->digest = hash.Finish();
  member->size = content.size();
}

inline LayerMember FileMember(std::string path, std::string_view content = {}) {
  LayerMember member;
  member.path = std::move(path);
  member.type = MemberType::kFile;
  member.mode = 0644;
  SetContent(content, &member);
  return member;
}

/// A layer to make a build of.
struct LayerInMemory {
  std::string name;
  std::vector<LayerMember> members;
  LayerIdentity identity;
  bool is_named = true;
};

inline void Fill(const std::vector<LayerInMemory>& layers, BuildContents* build) {
  build->is_ordered = true;
  for (const LayerInMemory& layer : layers) {
    LayerContents& contents = build->layers.emplace_back();
    contents.name = layer.name;
    contents.is_named = layer.is_named;
    contents.identity = layer.identity;
    for (const LayerMember& member : layer.members) build->Add(member);
  }
  build->components = FindComponents(build->paths);
}

}  // namespace pyvenv::testing
