// NodeCore: what peers say, before and after the verification pool.
#include "node/core/fault_proof.h"
#include "node/core/impl.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Statements of the height after the one in work, kept until it begins (R-FIN-8).
constexpr std::size_t kMaxEarly = 20'000;
constexpr std::uint64_t kNoticeGapMs = 300;

}  // namespace

void NodeCore::Impl::onPeerReady(PeerNumber peer, std::uint64_t height, Instant now) {
    if (m_dead) return;
    m_parts.peers[peer] = height;
    m_catchUp.onHeight(peer, height);
    m_parts.out.send(peer, wire::TipNotice{m_parts.tip.header.height, m_parts.tip.hash});
    if (asksStartQuestion()) m_parts.out.send(peer, m_question->question());
    for (const auto& transfer : m_parts.pool.inOrder())
        m_parts.out.send(peer, wire::TransactionMessage{rawOf(transfer)});
    m_work->replayTo(peer);
    onTime(now);
}

void NodeCore::Impl::onPeerGone(PeerNumber peer) {
    m_parts.peers.erase(peer);
    m_noticedMs.erase(peer);
    m_headersAsked.erase(peer);
    m_headersUseless.erase(peer);
    m_catchUp.onGone(peer);
}

void NodeCore::Impl::onMessage(PeerNumber from, wire::Message message, Instant now) {
    if (m_dead || m_parts.out.isFatal()) return;
    using namespace wire;
    if (!listensTo(message)) return;
    if (const auto* headers = std::get_if<Headers>(&message)) return onHeaders(from, *headers, now);
    if (const auto at = headerOf(message)) return onStatement(from, std::move(message), *at, now);
    if (const auto* tip = std::get_if<TipNotice>(&message)) {
        if (const auto peer = m_parts.peers.find(from); peer != m_parts.peers.end())
            peer->second = std::max(peer->second, tip->height);
        m_catchUp.onHeight(from, tip->height);
        return onTime(now);
    }
    if (const auto* tx = std::get_if<TransactionMessage>(&message)) {
        m_assembler.onTransaction(tx->transaction, from, now);
        return m_intake.arrive(tx->transaction, from, now);
    }
    if (const auto* list = std::get_if<AckList>(&message)) return m_work->onAckList(*list);
    if (const auto* proof = std::get_if<TransferCertificateMessage>(&message)) {
        // One of a window decided meanwhile is late, not bad: its giver is not to blame.
        const auto& proofs = proof->certificate.proofs;
        if (!proofs.empty() && proofs.front().at.height != m_parts.context->height) return;
        if (auto job = verifyMessage(from, std::move(message), m_parts.context, m_parts.basis()))
            m_parts.out.verify(std::move(*job));
        return;
    }
    if (const auto* body = std::get_if<ProposalBody>(&message)) {
        // Only a hash that was wanted has an entry without its compact form.
        const auto hash = body->block.header.hash();
        if (body->block.header.height == m_parts.context->height && m_assembler.wantsHash(hash))
            m_assembler.want(body->block, from, now);
        return;
    }
    if (const auto* block = std::get_if<BlockMessage>(&message)) {
        const auto height = block->block->block.header.height;
        if (height <= m_parts.tip.header.height) return compareWithOwn(*block->block);
        if (m_catchUp.onBlock(from, block->block) == CatchUp::Arrival::Unrequested)
            m_parts.out.blame(from, Blame::UnrequestedData);
        return takeNextBlock(now);
    }
    if (const auto* answer = std::get_if<NewestAnswer>(&message)) {
        if (m_question && answer->about == m_signer->publicKey())
            m_parts.out.verify(verifyAnswer(from, *answer, m_parts.basis()));
        return;
    }
    serve(from, message);
}

void NodeCore::Impl::onStatement(PeerNumber from, wire::Message message, const StatementHeader& at,
                                 Instant now) {
    const auto height = m_parts.context->height;
    if (at.height == height) {
        if (auto job = verifyMessage(from, std::move(message), m_parts.context, m_parts.basis()))
            m_parts.out.verify(std::move(*job));
        return;
    }
    if (at.height > height) {
        // Whoever speaks about a height has decided the one before.
        m_catchUp.onHeight(from, at.height - 1);
        if (at.height == height + 1 && m_early.size() < kMaxEarly)
            m_early.emplace_back(from, std::move(message));
        return;
    }
    // R-CON-14: anyone ahead answers an old message; late COMMITs of the tip are simply kept.
    if (at.height == m_parts.tip.header.height &&
        std::holds_alternative<wire::CommitMessage>(message)) {
        auto context = std::make_shared<const HeightContext>(m_parts.tipContext);
        if (auto job = verifyMessage(from, std::move(message), context, m_parts.basis()))
            m_parts.out.verify(std::move(*job));
        return;
    }
    if (from == kSelf || !m_parts.peers.contains(from)) return;
    auto [noticed, isNew] = m_noticedMs.emplace(from, now.monotonicMs);
    if (!isNew && now.monotonicMs < noticed->second + kNoticeGapMs) return;
    noticed->second = now.monotonicMs;
    m_parts.out.send(from, wire::TipNotice{m_parts.tip.header.height, m_parts.tip.hash});
}

void NodeCore::Impl::onVerified(VerifyResult result, Instant now) {
    if (m_dead || m_parts.out.isFatal()) return;
    // What was sent to be checked while it could still be believed.
    if (!m_guard.believes() && !std::holds_alternative<VerifiedBlock>(result.item) &&
        !std::holds_alternative<CheckedBody>(result.item) &&
        !std::holds_alternative<TransactionOutcome>(result.item) &&
        !std::holds_alternative<RefusedBlock>(result.item) &&
        !std::holds_alternative<Refused>(result.item))
        return;
    if (result.relay) {
        if (const auto at = headerOf(*result.relay)) {
            const auto* commit = std::get_if<Verified<Commit>>(&result.item);
            if (commit && at->height == m_parts.tip.header.height) return onLateCommit(**commit);
            if (at->height != m_parts.context->height) return;  // decided meanwhile
            if (!noteHeard(*result.relay, *at, now)) return;
        }
    }
    onItem(result.from, result.item, result.relay, now);
}

/// Remembers that a member speaks and its newest sequence. False: it is the own key speaking, from
/// elsewhere (R-SIG-6).
bool NodeCore::Impl::noteHeard(const wire::Message& message, const StatementHeader& at,
                               Instant now) {
    const auto& key = m_parts.context->members.at(at.member).operatorKey;
    if (m_signer && key == m_signer->publicKey()) {
        if (m_signer->made(signedHashOf(message, m_parts.config.network.genesisHash))) return true;
        if (m_question->state() != StartQuestion::State::Older)
            m_parts.out.tell(
                AlertRaised{AlertCode::ForeignSignature, std::string(wire::kindName(message))});
        m_question->condemn();
        m_alertedOlder = true;  // the alert above says it better
        m_work->silence();
        return false;
    }
    if (auto& newest = m_newestHeld[key]; newest.sequence < at.sequence)
        newest = *signedTextOf(message, m_parts.config.network.genesisHash);
    m_lastHeardWallMs[key] = now.wallMs;
    return true;
}

void NodeCore::Impl::onItem(PeerNumber from, VerifiedItem& item,
                            const std::optional<wire::Message>& relay, Instant now) {
    const auto passOn = [&] {
        m_parts.out.gossip(*relay);
        m_work->keep(*relay);
    };
    const auto phase = [&](StatementKind kind) {
        const auto at = *headerOf(*relay);
        m_parts.out.tell(PhaseSeen{kind, at.height, at.view, at.member,
                                   signedHashOf(*relay, m_parts.config.network.genesisHash)});
        passOn();
    };
    if (const auto* ready = std::get_if<Verified<Ready>>(&item)) {
        m_work->onReady(*ready);
        phase(StatementKind::Ready);
    } else if (const auto* change = std::get_if<VerifiedViewChange>(&item)) {
        m_work->onViewChange(*change);
        phase(StatementKind::ViewChange);
    } else if (const auto* proposal = std::get_if<VerifiedProposal>(&item)) {
        m_work->onProposal(*proposal, from, now);
        phase(StatementKind::PrePrepare);
    } else if (const auto* prepare = std::get_if<Verified<Prepare>>(&item)) {
        m_work->onPrepare(*prepare);
        phase(StatementKind::Prepare);
    } else if (const auto* commit = std::get_if<Verified<Commit>>(&item)) {
        m_work->onCommit(*commit);
        phase(StatementKind::Commit);
    } else if (const auto* votes = std::get_if<VerifiedVotes>(&item)) {
        if (m_work->onVotes(*votes)) {
            phase(StatementKind::TxVote);
            const auto& at = votes->vote->at;
            m_parts.out.tell(VotesCounted{StatementKind::TxVote, at.height, at.member, votes->ids});
        }
    } else if (const auto* acks = std::get_if<VerifiedAcks>(&item)) {
        if (m_work->onAcks(*acks)) {
            phase(StatementKind::TxAck);
            const auto& at = acks->ack->at;
            m_parts.out.tell(VotesCounted{StatementKind::TxAck, at.height, at.member, acks->ids});
        }
    } else if (const auto* proof = std::get_if<Verified<TransferCertificate>>(&item)) {
        m_work->onTransferCertificate(*proof);
        const Verified<TransferCertificate>& certificate = *proof;
        for (const IdProof& one : certificate->proofs)
            if (one.at.height == m_parts.context->height)
                m_parts.out.tell(VotesCounted{
                    certificate->kind, one.at.height, one.at.member, {certificate->id}});
    } else if (const auto* block = std::get_if<VerifiedBlock>(&item)) {
        onCertifiedBlock(block->block, now);
    } else if (const auto* answer = std::get_if<VerifiedAnswer>(&item)) {
        if (m_question)
            m_question->onAnswer(answer->answer, m_parts.context->members,
                                 m_signer->lastSequence());
    } else if (const auto* outcome = std::get_if<TransactionOutcome>(&item)) {
        const auto transfer = m_intake.onOutcome(*outcome, from, now);
        heedDropped();
        if (transfer) {
            if (from == kSelf) m_ownTransfers.emplace(transfer->id, now.monotonicMs);
            m_work->offer(transfer);
            m_parts.out.gossip(wire::TransactionMessage{rawOf(transfer)});
        }
    } else if (const auto* body = std::get_if<CheckedBody>(&item)) {
        m_assembler.onChecked(*body, now);
    } else if (const auto* bad = std::get_if<RefusedBlock>(&item)) {
        m_blocksInWork.erase(bad->block->block.header.height);
        if (const auto blamed = m_catchUp.refuse(*bad->block, now))
            m_parts.out.blame(*blamed, Blame::BadBlock);
    } else if (std::holds_alternative<Refused>(item)) {
        m_parts.out.blame(from, Blame::BadSignature);
    }
}

/// Block h+1 carries every COMMIT of h's (v, hash) that its proposer holds. (R-CON-9)
void NodeCore::Impl::onLateCommit(const Commit& commit) {
    auto& last = m_parts.lastCommit;
    if (commit.at.view != last.view || commit.block != last.block) return;
    const CertificateEntry entry{commit.at.member, commit.at.sequence, commit.signature};
    const auto at = std::lower_bound(last.entries.begin(), last.entries.end(), entry.member,
                                     [](const auto& e, MemberIndex m) { return e.member < m; });
    if (at == last.entries.end() || at->member != entry.member) last.entries.insert(at, entry);
}

// --- blocks by certificate -------------------------------------------------------------------------

void NodeCore::Impl::takeNextBlock(Instant now) {
    if (!m_guard.takesBlocks()) return;
    dropRefused(now);
    const auto height = m_parts.context->height;
    // Decided by COMMITs, but its body never came: those who are ahead give it with its block.
    const auto decided = m_work->decision();
    if (m_blocksInWork.contains(height) || (decided && m_assembler.complete(decided->block)))
        return;
    if (const auto block = m_catchUp.next()) {
        m_blocksInWork.insert(height);
        m_parts.out.verify(verifyCertifiedBlock(kSelf, block, m_parts.context, m_parts.basis()));
    }
}

void NodeCore::Impl::onCertifiedBlock(const std::shared_ptr<const CertifiedBlock>& block,
                                      Instant now) {
    const auto height = block->block.header.height;
    if (height <= m_parts.tip.header.height) return compareWithOwn(*block);
    if (height != m_parts.context->height) return;
    if (!m_guard.takesBlocks() || m_guard.refuses(height, block->block.hash())) {
        m_blocksInWork.erase(height);
        return;
    }
    m_assembler.offer(block->block, kSelf, now);
    m_work->decide(block->certificate);
}

/// R-SAFE-1: two commit certificates at one height prove more than f faulty members.
void NodeCore::Impl::compareWithOwn(const CertifiedBlock& block) {
    const auto& header = block.block.header;
    if (!m_guard.believes()) return;  // keys that are past unbonding prove nothing
    if (header.height != m_parts.tip.header.height || header.hash() == m_parts.tip.hash) return;
    const CheckContext context{m_parts.config.network.genesisHash, m_parts.tipContext,
                               *m_parts.config.scheme};
    if (block.certificate.block != header.hash() || !checkCertificate(block.certificate, context))
        return;
    std::vector<wire::Message> proof{blockMessage(block)};
    if (auto own = m_parts.chain.block(header.height); own.ok() && own.value())
        proof.push_back(blockMessage(std::move(*own.value())));
    tooManyFaulty(FatalCode::TwoCertificatesOneHeight, header.height, toHex(header.hash()),
                  std::move(proof));
}

void NodeCore::Impl::submit(Transaction transaction, Instant now) {
    if (m_dead) return;
    m_intake.arrive(std::make_shared<const Transaction>(std::move(transaction)), kSelf, now);
}

}  // namespace timecoin
