#include "app/files/toml_section.h"

#include <toml++/toml.h>

namespace timecoin {

/// One value and where it stands. What we have no use for (dates, floats) keeps no content.
struct TomlSection::Node {
    std::variant<std::monostate, std::string, std::int64_t, bool, List, Table> value;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t keyLine = 0;  ///< of the key that names it; 0 in lists
    std::uint32_t keyColumn = 0;
};

struct TomlSection::Loader {
    static Node load(const toml::node& from) {
        Node node;
        node.line = from.source().begin.line;
        node.column = from.source().begin.column;
        if (const auto* text = from.as_string())
            node.value = text->get();
        else if (const auto* number = from.as_integer())
            node.value = number->get();
        else if (const auto* flag = from.as_boolean())
            node.value = flag->get();
        else if (const auto* array = from.as_array())
            node.value = loadList(*array);
        else if (const auto* table = from.as_table())
            node.value = loadTable(*table);
        return node;
    }

private:
    static List loadList(const toml::array& from) {
        List list;
        for (const toml::node& item : from) list.push_back(load(item));
        return list;
    }
    static Table loadTable(const toml::table& from) {
        Table table;
        for (auto&& [key, value] : from) {
            Node node = load(value);
            node.keyLine = key.source().begin.line;
            node.keyColumn = key.source().begin.column;
            table.emplace(std::string(key.str()), std::move(node));
        }
        return table;
    }
};

Result<TomlSection, FileError> TomlSection::parse(std::string_view text, const QString& file) {
    try {
        const toml::table root = toml::parse(text);
        TomlSection section;
        section.m_node = std::make_shared<const Node>(Loader::load(root));
        section.m_file = std::make_shared<File>(File{file, {}});
        return section;
    } catch (const toml::parse_error& error) {
        const toml::source_position& at = error.source().begin;
        return fail(FileError{
            FileCode::Syntax, file, at.line, at.column, {}, std::string(error.description())});
    }
}

bool TomlSection::has(std::string_view key) const {
    const auto* table = m_node ? std::get_if<Table>(&m_node->value) : nullptr;
    return table && table->contains(key);
}

std::string TomlSection::fullName(std::string_view key) const {
    return m_name.empty() ? std::string(key) : m_name + '.' + std::string(key);
}

void TomlSection::refuseAt(const Node& node, std::string_view key, FileCode code,
                           std::string detail) {
    if (m_file->refusal) return;
    m_file->refusal =
        FileError{code, m_file->name, node.line, node.column, fullName(key), std::move(detail)};
}

const TomlSection::Node* TomlSection::ask(std::string_view key, bool required) {
    m_asked.emplace(key);
    const auto* table = m_node ? std::get_if<Table>(&m_node->value) : nullptr;
    if (table) {
        const auto at = table->find(key);
        if (at != table->end()) return &at->second;
    }
    if (required) refuse(key, {}, FileCode::MissingKey);
    return nullptr;
}

template <class T>
const T* TomlSection::askFor(std::string_view key, bool required, std::string_view typeName) {
    const Node* node = ask(key, required);
    if (!node) return nullptr;
    if (const T* value = std::get_if<T>(&node->value)) return value;
    refuseAt(*node, key, FileCode::WrongType, std::string(typeName));
    return nullptr;
}

std::string TomlSection::text(std::string_view key) {
    const auto* value = askFor<std::string>(key, true, "a string in quotes");
    return value ? *value : std::string();
}

std::string TomlSection::text(std::string_view key, std::string_view fallback) {
    const auto* value = askFor<std::string>(key, false, "a string in quotes");
    return value ? *value : std::string(fallback);
}

std::uint64_t TomlSection::number(std::string_view key, std::uint64_t min, std::uint64_t max) {
    const auto* value = askFor<std::int64_t>(key, true, "a whole number");
    if (!value) return min;
    if (*value >= 0 && static_cast<std::uint64_t>(*value) >= min &&
        static_cast<std::uint64_t>(*value) <= max)
        return static_cast<std::uint64_t>(*value);
    refuse(key, "must be from " + std::to_string(min) + " to " + std::to_string(max));
    return min;
}

std::uint64_t TomlSection::number(std::string_view key, std::uint64_t min, std::uint64_t max,
                                  std::uint64_t fallback) {
    m_asked.emplace(key);
    return has(key) ? number(key, min, max) : fallback;
}

bool TomlSection::flag(std::string_view key, bool fallback) {
    const auto* value = askFor<bool>(key, false, "true or false");
    return value ? *value : fallback;
}

std::vector<std::string> TomlSection::texts(std::string_view key) {
    std::vector<std::string> items;
    const auto* list = askFor<List>(key, false, "a list of strings");
    if (!list) return items;
    for (const Node& node : *list) {
        if (const auto* item = std::get_if<std::string>(&node.value))
            items.push_back(*item);
        else
            refuseAt(node, key, FileCode::WrongType, "a list of strings");
    }
    return items;
}

TomlSection TomlSection::section(std::string_view key) {
    TomlSection inner;
    inner.m_file = m_file;
    inner.m_name = fullName(key);
    if (askFor<Table>(key, false, "a section"))
        inner.m_node = std::shared_ptr<const Node>(m_node, ask(key, false));
    return inner;
}

std::vector<TomlSection> TomlSection::sections(std::string_view key) {
    std::vector<TomlSection> found;
    const auto* list = askFor<List>(key, false, "a list of sections");
    if (!list) return found;
    for (const Node& node : *list) {
        if (!std::holds_alternative<Table>(node.value)) {
            refuseAt(node, key, FileCode::WrongType, "a list of sections");
            continue;
        }
        TomlSection inner;
        inner.m_file = m_file;
        inner.m_name = fullName(key);
        inner.m_node = std::shared_ptr<const Node>(m_node, &node);
        found.push_back(std::move(inner));
    }
    return found;
}

void TomlSection::refuse(std::string_view key, std::string detail, FileCode code) {
    const auto* table = m_node ? std::get_if<Table>(&m_node->value) : nullptr;
    if (table) {
        const auto at = table->find(key);
        return refuseAt(at != table->end() ? at->second : *m_node, key, code, std::move(detail));
    }
    refuseAt(Node{}, key, code, std::move(detail));
}

std::optional<FileError> TomlSection::finish() {
    if (m_file->refusal && m_file->refusal->code != FileCode::MissingKey) return m_file->refusal;
    const auto* table = m_node ? std::get_if<Table>(&m_node->value) : nullptr;
    if (!table) return m_file->refusal;
    const Node* first = nullptr;
    std::string_view name;
    for (const auto& [key, node] : *table) {
        if (m_asked.contains(key)) continue;
        if (first &&
            std::pair(first->keyLine, first->keyColumn) < std::pair(node.keyLine, node.keyColumn))
            continue;
        first = &node;
        name = key;
    }
    if (first) {
        m_file->refusal = FileError{FileCode::UnknownKey, m_file->name,   first->keyLine,
                                    first->keyColumn,     fullName(name), {}};
    }
    return m_file->refusal;
}

std::string tomlQuoted(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            quoted += "\\u00";
            quoted += kHex[byte >> 4];
            quoted += kHex[byte & 15];
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

}  // namespace timecoin
