// Keeps its votes and acknowledgements, and the certificates it is asked for, until the window is
// about to close or has just closed; then some peers get them and some do not.
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

class Withhold final : public Strategy {
public:
    Withhold(const Ground& ground, Random random) : Strategy(ground, random) {
        m_votesToo = m_random.chance(500);
        m_afterClose = static_cast<std::uint32_t>(m_random.below(1'000));
    }

    Messages told(const wire::Message& message, bool own, std::uint32_t peer) override {
        auto& kept = m_kept[peer];
        if (isKept(message, own)) {
            kept.push_back(message);
            return {};
        }
        if (!own || !std::holds_alternative<wire::ViewChangeMessage>(message)) return {message};
        // Its VIEW-CHANGE closes the window for it: just before, or just after.
        Messages said{message};
        if (m_random.chance(200)) return said;  // later, by unasked(), if ever
        const bool after = m_random.chance(m_afterClose);
        said.insert(after ? said.end() : said.begin(), kept.begin(), kept.end());
        kept.clear();
        return said;
    }

    /// Once others have closed their windows it is as late as can be.
    void heard(const wire::Message& message) override {
        if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message))
            m_closing = std::max(m_closing, change->change.at.height);
    }
    Messages unasked(std::uint32_t peer) override {
        auto& kept = m_kept[peer];
        if (kept.empty() || !m_random.chance(300)) return {};
        if (m_closing <= m_ground.members.height() && !m_random.chance(30)) return {};
        Messages said;
        said.swap(kept);
        return said;
    }

private:
    bool isKept(const wire::Message& message, bool own) const {
        if (std::holds_alternative<wire::TransferCertificateMessage>(message)) return true;
        if (!own) return false;
        return std::holds_alternative<wire::TxAcksMessage>(message) ||
               (m_votesToo && std::holds_alternative<wire::TxVotesMessage>(message));
    }

    bool m_votesToo = false;
    std::uint32_t m_afterClose = 0;
    std::uint64_t m_closing = 0;
    std::map<std::uint32_t, Messages> m_kept;  // by peer
};

}  // namespace

std::unique_ptr<Strategy> makeWithhold(const Ground& ground, Random random) {
    return std::make_unique<Withhold>(ground, random);
}

}  // namespace timecoin::sim
