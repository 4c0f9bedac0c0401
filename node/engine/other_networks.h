// Nodes met at an address that belong to another network: they are dropped in the handshake, and
// the person at this node is told, since mostly somebody has a wrong address or network file.
// Bounded, and told at most once a minute, however many knock. Thread: node.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <map>
#include <optional>

namespace timecoin {

class OtherNetworks {
public:
    static constexpr std::size_t kMaxAddresses = 16;
    static constexpr std::uint64_t kTellAgainMs = 3'600'000;  ///< of one address
    static constexpr std::uint64_t kTellAnyMs = 60'000;
    static constexpr std::uint64_t kForgetMs = 600'000;

    /// True when it should be told.
    bool note(const QString& address, std::uint64_t nowMs);
    /// Those met lately.
    QStringList recent(std::uint64_t nowMs) const;

private:
    struct Met {
        std::uint64_t lastMs = 0;
        std::optional<std::uint64_t> toldMs;
    };
    std::map<QString, Met> m_met;
    std::optional<std::uint64_t> m_toldMs;
};

}  // namespace timecoin
