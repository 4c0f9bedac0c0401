// What was seen of each payment of a load, and whether that is what the node promises: final once,
// and then in the block of that very height, once. The sentences name the payment.
#pragma once

#include "node/base/bytes.h"

#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace timecoin {

class LoadRecord {
public:
    /// A payment is lost when it is not final, or as a final one not in a block, for this long.
    static constexpr std::uint64_t kFinalUs = 60'000'000;
    static constexpr std::uint64_t kBlockUs = 180'000'000;

    /// nullopt: as promised, or none of ours.
    using Broken = std::optional<QString>;

    void handedIn(const Hash& id, std::uint64_t nowUs);
    Broken becameFinal(const Hash& id, std::uint64_t height, std::uint64_t nowUs);
    Broken inBlock(const Hash& id, std::uint64_t height);
    Broken refused(const Hash& id, const QString& code) const;
    /// Whether one is lost by now.
    Broken overdue(std::uint64_t nowUs) const;

    bool knows(const Hash& id) const;
    std::size_t open() const { return m_open.size(); }        ///< not final
    std::size_t waiting() const { return m_final.size(); }    ///< final, in no block yet
    std::size_t settled() const { return m_settled.size(); }  ///< in a block
    std::size_t finals() const { return m_latenciesUs.size(); }
    /// From handing in to final, of each final one.
    const std::vector<std::uint64_t>& latenciesUs() const { return m_latenciesUs; }

private:
    struct Final {
        std::uint64_t height = 0;
        std::uint64_t sinceUs = 0;
    };
    std::map<Hash, std::uint64_t> m_open;  // to when it was handed in
    std::map<Hash, Final> m_final;
    std::set<Hash> m_settled;
    std::vector<std::uint64_t> m_latenciesUs;
};

/// "100000 payments, 1234 payments/s, finality p50 12.3 ms p95 20.1 ms p99 30.2 ms".
QString loadSummary(std::vector<std::uint64_t> latenciesUs, std::uint64_t tookUs);

}  // namespace timecoin
