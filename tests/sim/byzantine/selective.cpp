// Speaks to some of its peers only, now to these and now to those.
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

class Selective final : public Strategy {
public:
    Selective(const Ground& ground, Random random) : Strategy(ground, random) {
        m_periodMs = m_random.between(300, 20'000);
        m_share = static_cast<std::uint32_t>(m_random.between(200, 800));
        m_seed = m_random.next();
    }

    Messages told(const wire::Message& message, bool own, std::uint32_t peer) override {
        if (!own) return {message};
        // The same for all that is said in a period, also when it is said again.
        Random dice(m_seed + m_ground.timeline.nowMs() / m_periodMs * 1'000 + peer);
        if (dice.chance(m_share)) return {message};
        return {};
    }

private:
    std::uint64_t m_periodMs = 1;
    std::uint32_t m_share = 0;
    std::uint64_t m_seed = 0;
};

}  // namespace

std::unique_ptr<Strategy> makeSelective(const Ground& ground, Random random) {
    return std::make_unique<Selective>(ground, random);
}

}  // namespace timecoin::sim
