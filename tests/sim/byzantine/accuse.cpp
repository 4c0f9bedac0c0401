// Accuses others of what they did not say, or of what is no contradiction.
#include "node/chain/evidence.h"
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

constexpr std::size_t kMemory = 60;

class Accuse final : public Strategy {
public:
    using Strategy::Strategy;

    Messages told(const wire::Message& message, bool, std::uint32_t) override { return {message}; }

    void heard(const wire::Message& message) override {
        if (const auto* prepare = std::get_if<wire::PrepareMessage>(&message))
            remember(m_prepares, prepare->prepare);
        else if (const auto* commit = std::get_if<wire::CommitMessage>(&message))
            remember(m_commits, commit->commit);
        else if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message))
            remember(m_changes, change->change);
    }

    Messages unasked(std::uint32_t) override {
        if (!m_random.chance(100)) return {};
        std::optional<Evidence> made;
        switch (m_random.below(5)) {
        case 0: made = forged(m_prepares); break;
        case 1: made = forged(m_commits); break;
        case 2: made = forged(m_changes); break;
        case 3: made = harmless(m_commits); break;
        default: made = harmless(m_changes);
        }
        if (!made) return {};
        return {wire::TransactionMessage{
            std::make_shared<const Transaction>(evidenceTransaction(*made))}};
    }

private:
    /// What is dropped is drawn: of one height there are often several.
    template <class S>
    void remember(std::vector<S>& kept, const S& statement) {
        if (!keyOf(statement.at)) return;
        if (kept.size() < kMemory)
            kept.push_back(statement);
        else
            m_random.pick(kept) = statement;
    }
    /// Of another member; nullopt when nobody is that.
    std::optional<PublicKey> keyOf(const StatementHeader& at) const {
        if (at.height == 0 || at.height > m_ground.members.height() + 1) return std::nullopt;
        const auto& members = m_ground.members.membersAt(at.height);
        if (at.member >= members.size() || members[at.member] == m_ground.key.publicKey())
            return std::nullopt;
        return members[at.member];
    }
    static void change(Prepare& statement) { ++statement.block.data[0]; }
    static void change(Commit& statement) { ++statement.block.data[0]; }
    static void change(ViewChange& statement) {
        ++statement.acknowledged.count;
        ++statement.acknowledged.root.data[0];
    }

    /// One that was said, and one that would contradict it, with the signature of the first.
    template <class S>
    std::optional<Evidence> forged(std::vector<S>& kept) {
        if (kept.empty()) return std::nullopt;
        S said = m_random.pick(kept);
        S never = said;
        change(never);
        return ofPair(said, never);
    }
    /// Both were said, in two views.
    template <class S>
    std::optional<Evidence> harmless(std::vector<S>& kept) {
        if (kept.empty()) return std::nullopt;
        const S one = m_random.pick(kept);
        for (const S& other : kept)
            if (other.at.member == one.at.member && other.at.height == one.at.height &&
                other.at.view != one.at.view && !(said(other) == said(one)))
                return ofPair(one, other);
        return std::nullopt;
    }
    static const Hash& said(const Commit& statement) { return statement.block; }
    static const std::optional<PreparedRef>& said(const ViewChange& statement) {
        return statement.prepared;
    }
    template <class S>
    std::optional<Evidence> ofPair(S first, S second) const {
        Writer one, other;
        encodeStatement(first, one);
        encodeStatement(second, other);
        if (other.take() < one.take()) std::swap(first, second);
        return Evidence{*keyOf(first.at), Contradiction<S>{first, second}};
    }

    std::vector<Prepare> m_prepares;
    std::vector<Commit> m_commits;
    std::vector<ViewChange> m_changes;
};

}  // namespace

std::unique_ptr<Strategy> makeAccuse(const Ground& ground, Random random) {
    return std::make_unique<Accuse>(ground, random);
}

}  // namespace timecoin::sim
