// Tells some peers other votes, other blocks, other lists, and some nothing.
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

class Equivocate final : public Strategy {
public:
    using Strategy::Strategy;

    Messages told(const wire::Message& message, bool own, std::uint32_t) override {
        if (!own) return {message};
        if (m_random.chance(100)) return {};
        if (m_random.chance(500)) return {message};
        // Both to one peer: whoever hears both has the proof.
        if (m_random.chance(100)) return {message, lie(message)};
        return {lie(message)};
    }

private:
    wire::Message lie(const wire::Message& message);
    wire::Message otherSide(const wire::TxVotesMessage& votes) const;
    wire::Message otherBlock(const wire::ProposalMessage& proposal);
    Hash blockFor(const StatementHeader& at, const Hash& said) const {
        const auto found = m_otherBlock.find({at.height, at.view});
        return found == m_otherBlock.end() ? said : found->second;
    }

    std::map<std::pair<std::uint64_t, std::uint32_t>, Hash> m_otherBlock;  // by height and view
};

wire::Message Equivocate::lie(const wire::Message& message) {
    using namespace wire;
    if (const auto* change = std::get_if<ViewChangeMessage>(&message)) {
        ViewChange twin = change->change;
        twin.prepared.reset();
        twin.acknowledged = IdListRef::of({});
        return ViewChangeMessage{resigned(twin, m_ground), std::nullopt};
    }
    if (const auto* proposal = std::get_if<ProposalMessage>(&message)) return otherBlock(*proposal);
    if (const auto* prepare = std::get_if<PrepareMessage>(&message)) {
        Prepare twin = prepare->prepare;
        twin.block = blockFor(twin.at, twin.block);
        return PrepareMessage{resigned(twin, m_ground)};
    }
    if (const auto* commit = std::get_if<CommitMessage>(&message)) {
        Commit twin = commit->commit;
        twin.block = blockFor(twin.at, twin.block);
        return CommitMessage{resigned(twin, m_ground)};
    }
    if (const auto* votes = std::get_if<TxVotesMessage>(&message)) return otherSide(*votes);
    return message;
}

wire::Message Equivocate::otherSide(const wire::TxVotesMessage& votes) const {
    wire::TxVotesMessage twin = votes;
    for (Hash& id : twin.ids)
        if (const auto rival = m_ground.rivals.find(id); rival != m_ground.rivals.end())
            id = rival->second;
    twin.vote.ids = IdListRef::of(twin.ids);
    twin.vote = resigned(twin.vote, m_ground);
    return twin;
}

/// As valid as the first: only its time differs, unless a P binds the block.
wire::Message Equivocate::otherBlock(const wire::ProposalMessage& proposal) {
    if (proposal.justification.prepared) return proposal;
    wire::ProposalMessage twin = proposal;
    twin.block.header.timestampMs += 1;
    twin.prePrepare.block = twin.block.header.hash();
    twin.prePrepare = resigned(twin.prePrepare, m_ground);
    m_otherBlock[{twin.prePrepare.at.height, twin.prePrepare.at.view}] = twin.prePrepare.block;
    return twin;
}

}  // namespace

std::unique_ptr<Strategy> makeEquivocate(const Ground& ground, Random random) {
    return std::make_unique<Equivocate>(ground, random);
}

}  // namespace timecoin::sim
