#include "tests/sim/equivocator.h"

namespace timecoin::sim {

namespace {

std::optional<StatementHeader> headerOf(const wire::Message& message) {
    using namespace wire;
    if (const auto* m = std::get_if<ReadyMessage>(&message)) return m->ready.at;
    if (const auto* m = std::get_if<ViewChangeMessage>(&message)) return m->change.at;
    if (const auto* m = std::get_if<ProposalMessage>(&message)) return m->prePrepare.at;
    if (const auto* m = std::get_if<PrepareMessage>(&message)) return m->prepare.at;
    if (const auto* m = std::get_if<CommitMessage>(&message)) return m->commit.at;
    if (const auto* m = std::get_if<TxVotesMessage>(&message)) return m->vote.at;
    if (const auto* m = std::get_if<TxAcksMessage>(&message)) return m->ack.at;
    return std::nullopt;
}

}  // namespace

bool Equivocator::isOwn(const wire::Message& message, const RegistryModel& members) const {
    const auto at = headerOf(message);
    if (!at || at->height > members.height() + 1) return false;
    const auto& keys = members.membersAt(at->height);
    return at->member < keys.size() && keys[at->member] == m_key.publicKey();
}

std::optional<wire::Message> Equivocator::told(const wire::Message& message,
                                               const std::map<Hash, Hash>& rivals) {
    if (!headerOf(message)) return message;
    if (m_random.chance(100)) return std::nullopt;
    if (m_random.chance(500)) return message;
    return lie(message, rivals);
}

template <class S>
S Equivocator::resigned(S statement) const {
    statement.signature = m_scheme.sign(m_key, signingBytes(statement, m_genesis));
    return statement;
}

wire::Message Equivocator::lie(const wire::Message& message, const std::map<Hash, Hash>& rivals) {
    using namespace wire;
    const auto other = [this](const StatementHeader& at, const Hash& said) {
        const auto found = m_otherBlock.find({at.height, at.view});
        return found == m_otherBlock.end() ? said : found->second;
    };
    if (const auto* change = std::get_if<ViewChangeMessage>(&message)) {
        ViewChange twin = change->change;
        twin.prepared.reset();
        twin.acknowledged = IdListRef::of({});
        return ViewChangeMessage{resigned(twin), std::nullopt};
    }
    if (const auto* proposal = std::get_if<ProposalMessage>(&message)) return otherBlock(*proposal);
    if (const auto* prepare = std::get_if<PrepareMessage>(&message)) {
        Prepare twin = prepare->prepare;
        twin.block = other(twin.at, twin.block);
        return PrepareMessage{resigned(twin)};
    }
    if (const auto* commit = std::get_if<CommitMessage>(&message)) {
        Commit twin = commit->commit;
        twin.block = other(twin.at, twin.block);
        return CommitMessage{resigned(twin)};
    }
    if (const auto* votes = std::get_if<TxVotesMessage>(&message)) return otherSide(*votes, rivals);
    return message;
}

wire::Message Equivocator::otherSide(const wire::TxVotesMessage& votes,
                                     const std::map<Hash, Hash>& rivals) const {
    wire::TxVotesMessage twin = votes;
    for (Hash& id : twin.ids)
        if (const auto rival = rivals.find(id); rival != rivals.end()) id = rival->second;
    twin.vote.ids = IdListRef::of(twin.ids);
    twin.vote = resigned(twin.vote);
    return twin;
}

/// As valid as the first: only its time differs, unless a P binds the block.
wire::Message Equivocator::otherBlock(const wire::ProposalMessage& proposal) {
    if (proposal.justification.prepared) return proposal;
    wire::ProposalMessage twin = proposal;
    twin.block.header.timestampMs += 1;
    twin.prePrepare.block = twin.block.header.hash();
    twin.prePrepare = resigned(twin.prePrepare);
    m_otherBlock[{twin.prePrepare.at.height, twin.prePrepare.at.view}] = twin.prePrepare.block;
    return twin;
}

}  // namespace timecoin::sim
