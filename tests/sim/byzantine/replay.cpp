// Says again what it heard or said before: of earlier views, heights and epochs, true once and signed
// by whom it names.
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

constexpr std::size_t kMemory = 400;

class Replay final : public Strategy {
public:
    using Strategy::Strategy;

    Messages told(const wire::Message& message, bool, std::uint32_t) override {
        remember(message);
        return {message};
    }
    void heard(const wire::Message& message) override { remember(message); }

    Messages unasked(std::uint32_t) override {
        Messages said;
        if (m_memory.empty()) return said;
        for (std::uint64_t i = m_random.below(3); i > 0; --i) {
            const wire::Message& old = m_random.pick(m_memory);
            // An answer nobody asked for would be a new lie, not an old truth.
            if (isAnswer(old)) continue;
            said.push_back(old);
        }
        return said;
    }

private:
    static bool isAnswer(const wire::Message& message) {
        return std::holds_alternative<wire::Pong>(message) ||
               std::holds_alternative<wire::Headers>(message);
    }
    /// What is dropped is drawn, so that some of it is very old.
    void remember(const wire::Message& message) {
        if (m_memory.size() < kMemory)
            m_memory.push_back(message);
        else if (m_random.chance(200))
            m_random.pick(m_memory) = message;
    }

    Messages m_memory;
};

}  // namespace

std::unique_ptr<Strategy> makeReplay(const Ground& ground, Random random) {
    return std::make_unique<Replay>(ground, random);
}

}  // namespace timecoin::sim
