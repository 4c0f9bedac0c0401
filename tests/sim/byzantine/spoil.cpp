// What it passes on is not what it was given: copies of payments whose witness does not hold, ahead of
// the good copy or instead of it, and blocks that are not what their certificate certifies.
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

class Spoil final : public Strategy {
public:
    Spoil(const Ground& ground, Random random) : Strategy(ground, random) {
        m_keepsTheGood = m_random.chance(500);
    }

    Messages told(const wire::Message& message, bool, std::uint32_t) override {
        if (const auto* payment = std::get_if<wire::TransactionMessage>(&message))
            return payments(*payment);
        const auto* block = std::get_if<wire::BlockMessage>(&message);
        if (block != nullptr && m_random.chance(300)) return {spoiled(*block->block)};
        return {message};
    }

private:
    /// Same id, another full hash: whoever remembers the refusal by id never takes the good one.
    Messages payments(const wire::TransactionMessage& good) {
        auto copy = std::make_shared<Transaction>(*good.transaction);
        auto& signatures = copy->witness.signatures;
        if (signatures.empty() || m_random.chance(200)) return {good};
        if (m_random.chance(300))
            signatures.pop_back();
        else
            ++m_random.pick(signatures).signature.data[m_random.below(Signature::kSize)];
        const wire::TransactionMessage bad{std::move(copy)};
        if (m_keepsTheGood) return {bad};
        return {bad, good};
    }

    wire::BlockMessage spoiled(const CertifiedBlock& good) {
        auto made = std::make_shared<CertifiedBlock>(good);
        switch (m_random.below(4)) {
        case 0: made->block.header.timestampMs += 1; break;
        case 1:
            if (!made->block.transactions.empty()) made->block.transactions.pop_back();
            break;
        case 2:
            if (!made->block.transactions.empty()) made->block.transactions.front().outputs.clear();
            break;
        default:
            if (!made->block.lastCommit.entries.empty()) made->block.lastCommit.entries.pop_back();
        }
        return {std::move(made)};
    }

    bool m_keepsTheGood = false;
};

}  // namespace

std::unique_ptr<Strategy> makeSpoil(const Ground& ground, Random random) {
    return std::make_unique<Spoil>(ground, random);
}

}  // namespace timecoin::sim
