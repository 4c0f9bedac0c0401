// One field of what it says is off by one, or as small or large as can be: signed by its key as it stands then, or with the signature
// of what it said before.
#include "tests/sim/byzantine/strategy.h"

#include <array>
#include <limits>

namespace timecoin::sim {

namespace {

class Mutate final : public Strategy {
public:
    using Strategy::Strategy;

    Messages told(const wire::Message& message, bool own, std::uint32_t) override {
        if (!m_random.chance(own ? 250 : 60)) return {message};
        wire::Message changed = message;
        change(changed);
        if (own && !m_random.chance(250)) resign(changed, m_ground);
        if (own && m_random.chance(500)) return {message, changed};
        return {changed};
    }

private:
    template <class Number>
    void nudge(Number& number) {
        constexpr Number kMost = std::numeric_limits<Number>::max();
        if (m_random.chance(100))
            number = std::array<Number, 4>{0, kMost / 2 + 1, kMost - 1, kMost}[m_random.below(4)];
        else
            number = static_cast<Number>(m_random.chance(500) ? number + 1U : number - 1U);
    }
    void nudge(Hash& hash) { ++hash.data[m_random.below(Hash::kSize)]; }
    void nudge(PublicKey& key) { ++key.data[m_random.below(PublicKey::kSize)]; }
    void nudge(Signature& signature) { ++signature.data[m_random.below(Signature::kSize)]; }
    void nudge(IdListRef& list) { m_random.chance(500) ? nudge(list.count) : nudge(list.root); }
    void nudge(StatementHeader& at) {
        switch (m_random.below(5)) {
        case 0: return nudge(at.epoch);
        case 1: return nudge(at.height);
        case 2: return nudge(at.view);
        case 3: return nudge(at.member);
        default: return nudge(at.sequence);
        }
    }
    /// One lost, one twice, two in the other order, or one that is another.
    template <class Item>
    void disturb(std::vector<Item>& items) {
        if (items.empty()) return;
        const auto at = m_random.below(items.size());
        const auto where = items.begin() + static_cast<std::ptrdiff_t>(at);
        switch (m_random.below(4)) {
        case 0: items.erase(where); return;
        case 1: items.insert(where, Item(*where)); return;
        case 2: std::swap(items.front(), items.back()); return;
        default: nudge(*where);
        }
    }
    void nudge(CertificateEntry& entry) {
        switch (m_random.below(3)) {
        case 0: return nudge(entry.member);
        case 1: return nudge(entry.sequence);
        default: return nudge(entry.signature);
        }
    }
    void nudge(PreparedCertificate& certificate) {
        switch (m_random.below(6)) {
        case 0: return nudge(certificate.epoch);
        case 1: return nudge(certificate.height);
        case 2: return nudge(certificate.view);
        case 3: return nudge(certificate.block);
        case 4: return nudge(certificate.justification);
        default: return disturb(certificate.entries);
        }
    }
    void nudge(CommitCertificate& certificate) {
        switch (m_random.below(5)) {
        case 0: return nudge(certificate.epoch);
        case 1: return nudge(certificate.height);
        case 2: return nudge(certificate.view);
        case 3: return nudge(certificate.block);
        default: return disturb(certificate.entries);
        }
    }
    void nudge(ViewChange& change) {
        switch (m_random.below(3)) {
        case 0: return nudge(change.at);
        case 1: return nudge(change.acknowledged);
        default:
            if (!change.prepared)
                change.prepared = PreparedRef{0, change.acknowledged.root};
            else if (m_random.chance(300))
                change.prepared.reset();
            else
                m_random.chance(500) ? nudge(change.prepared->view) : nudge(change.prepared->block);
        }
    }
    void nudge(IdProof& proof) {
        switch (m_random.below(4)) {
        case 0: return nudge(proof.at);
        case 1: return nudge(proof.ids);
        case 2: return nudge(proof.index);
        default: return disturb(proof.path);
        }
    }
    void change(wire::Message& message);
    void changeProposal(wire::ProposalMessage& proposal);
    void changeBatch(IdListRef& list, std::vector<Hash>& ids);
    void changeServed(wire::Message& message);
};

void Mutate::change(wire::Message& message) {
    using namespace wire;
    StatementHeader* at = headerIn(message);
    if (at != nullptr && m_random.chance(400)) return nudge(*at);
    if (auto* changes = std::get_if<ViewChangeMessage>(&message)) {
        if (changes->prepared && m_random.chance(400)) return nudge(*changes->prepared);
        nudge(changes->change);
    } else if (auto* proposal = std::get_if<ProposalMessage>(&message)) {
        changeProposal(*proposal);
    } else if (auto* prepare = std::get_if<PrepareMessage>(&message)) {
        nudge(prepare->prepare.block);
    } else if (auto* commit = std::get_if<CommitMessage>(&message)) {
        nudge(commit->commit.block);
    } else if (auto* votes = std::get_if<TxVotesMessage>(&message)) {
        changeBatch(votes->vote.ids, votes->ids);
    } else if (auto* acks = std::get_if<TxAcksMessage>(&message)) {
        changeBatch(acks->ack.ids, acks->ids);
    } else if (at != nullptr) {
        nudge(*at);
    } else {
        changeServed(message);
    }
}

/// Its J; what a block can be wrong in, Propose does.
void Mutate::changeProposal(wire::ProposalMessage& proposal) {
    Justification& justification = proposal.justification;
    switch (m_random.below(4)) {
    case 0: return nudge(proposal.prePrepare.block);
    case 1: return nudge(proposal.prePrepare.justification);
    case 2:
        if (justification.prepared)
            nudge(*justification.prepared);
        else
            disturb(justification.changes);
        break;
    default: disturb(justification.changes);
    }
    proposal.prePrepare.justification = justification.digest();
}

void Mutate::changeBatch(IdListRef& list, std::vector<Hash>& ids) {
    if (m_random.chance(300)) return nudge(list);
    disturb(ids);
    if (m_random.chance(500)) list = IdListRef::of(ids);
}

/// What others asked for, and what it tells of itself.
void Mutate::changeServed(wire::Message& message) {
    using namespace wire;
    if (auto* tip = std::get_if<TipNotice>(&message)) {
        m_random.chance(500) ? nudge(tip->height) : nudge(tip->hash);
    } else if (auto* list = std::get_if<AckList>(&message)) {
        m_random.chance(200) ? nudge(list->height) : disturb(list->ids);
    } else if (auto* proof = std::get_if<TransferCertificateMessage>(&message)) {
        m_random.chance(200) ? nudge(proof->certificate.id) : disturb(proof->certificate.proofs);
    } else if (auto* body = std::get_if<ProposalBody>(&message)) {
        disturb(body->block.transfers);
    } else if (auto* block = std::get_if<BlockMessage>(&message)) {
        auto changed = std::make_shared<CertifiedBlock>(*block->block);
        nudge(changed->certificate);
        block->block = std::move(changed);
    } else if (auto* transaction = std::get_if<TransactionMessage>(&message)) {
        auto changed = std::make_shared<Transaction>(*transaction->transaction);
        if (!changed->inputs.empty()) nudge(changed->inputs.front().txid);
        transaction->transaction = std::move(changed);
    } else if (auto* answer = std::get_if<NewestAnswer>(&message)) {
        // A false word about another's signatures, properly signed.
        answer->newestSequence += 1;
        answer->signature =
            m_ground.scheme.sign(m_ground.key, signingBytes(*answer, m_ground.network.genesisHash));
    }
}

}  // namespace

std::unique_ptr<Strategy> makeMutate(const Ground& ground, Random random) {
    return std::make_unique<Mutate>(ground, random);
}

}  // namespace timecoin::sim
