// Says nothing: all the time, of some kinds, or only once it would matter.
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

class Silent final : public Strategy {
public:
    Silent(const Ground& ground, Random random) : Strategy(ground, random) {
        const bool all = ground.quietOnlyInPeace || m_random.chance(400);
        for (std::size_t kind = 0; kind < std::variant_size_v<wire::Message>; ++kind)
            if (all || m_random.chance(300)) m_kinds.insert(kind);
    }

    /// Handshakes and tips are heard even so: a peer that says nothing at all is a stopped one.
    Messages told(const wire::Message& message, bool, std::uint32_t) override {
        const bool quiet = m_ground.peace || !m_ground.quietOnlyInPeace;
        if (quiet && m_kinds.contains(message.index()) &&
            !std::holds_alternative<wire::TipNotice>(message))
            return {};
        return {message};
    }

private:
    std::set<std::size_t> m_kinds;
};

}  // namespace

std::unique_ptr<Strategy> makeSilent(const Ground& ground, Random random) {
    return std::make_unique<Silent>(ground, random);
}

}  // namespace timecoin::sim
