// A TOML file read strictly: every key that nobody asked for is refused, and every refusal names
// file, line and column. The first refusal sticks, so that a reader checks once, at finish().
#pragma once

#include "app/files/file_error.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace timecoin {

class TomlSection {
public:
    /// The file's root table; Syntax when `text` is no TOML.
    static Result<TomlSection, FileError> parse(std::string_view text, const QString& file);

    bool has(std::string_view key) const;

    /// Without a fallback the key is required.
    std::string text(std::string_view key);
    std::string text(std::string_view key, std::string_view fallback);
    std::uint64_t number(std::string_view key, std::uint64_t min, std::uint64_t max);
    std::uint64_t number(std::string_view key, std::uint64_t min, std::uint64_t max,
                         std::uint64_t fallback);
    bool flag(std::string_view key, bool fallback);
    /// An array of strings; empty when missing.
    std::vector<std::string> texts(std::string_view key);
    /// [key]; one without any keys when missing.
    TomlSection section(std::string_view key);
    /// [[key]]; empty when missing.
    std::vector<TomlSection> sections(std::string_view key);

    /// Refuses the value of `key`, or the section itself when it has no such key.
    void refuse(std::string_view key, std::string detail, FileCode code = FileCode::BadValue);
    /// Refuses this section's keys that were not asked for; returns the first refusal of the whole
    /// file so far. An unknown key goes before a missing one: it is most likely the same, misspelt.
    std::optional<FileError> finish();

private:
    struct Node;
    using List = std::vector<Node>;
    using Table = std::map<std::string, Node, std::less<>>;
    struct Loader;
    struct File {
        QString name;
        std::optional<FileError> refusal;
    };
    TomlSection() = default;

    const Node* ask(std::string_view key, bool required);
    template <class T>
    const T* askFor(std::string_view key, bool required, std::string_view typeName);
    void refuseAt(const Node& node, std::string_view key, FileCode code, std::string detail);
    std::string fullName(std::string_view key) const;

    std::shared_ptr<const Node> m_node;
    std::shared_ptr<File> m_file;
    std::string m_name;  ///< "network", "genesis.balance"; empty for the root
    std::set<std::string, std::less<>> m_asked;
};

/// `text` as a TOML basic string, quotes included.
std::string tomlQuoted(std::string_view text);

}  // namespace timecoin
