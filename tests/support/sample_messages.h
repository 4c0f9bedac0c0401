// One message of every kind and of every form it takes. Header only.
#pragma once

#include "node/wire/messages.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <algorithm>

namespace timecoin {

inline std::vector<Hash> sampleHashes(std::uint32_t count) {
    std::vector<Hash> hashes;
    for (std::uint32_t i = 0; i < count; ++i) hashes.push_back(testHash(i));
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

inline Block sampleBlock(const TestNetwork& network) {
    Transaction reward;
    reward.kind = TransactionKind::Reward;
    reward.outputs = {{Amount::time(100), Lock::toKey(network.owners[0].publicKey())}};
    Writer height;
    height.u64(7);
    reward.payload = height.take();
    Block block;
    block.header.height = 7;
    block.header.previous = testHash(1);
    block.header.timestampMs = 1'700'000'000'000;
    block.header.proposer = network.operators[0].publicKey();
    block.transactions = {reward, simpleTransfer(network, 0, 1, Amount::time(5)),
                          simpleTransfer(network, 1, 0, Amount::time(7))};
    block.header.transactionRoot = Block::transactionRootOf(block.transactions);
    block.lastCommit = commitCertificate(network, network.at(6), 0, testHash(1), 3, fastScheme());
    return block;
}

/// In order of kind; some kinds stand twice, with and without their optional part.
inline std::vector<wire::Message> sampleMessages() {
    using namespace wire;
    const TestNetwork network = testNetwork(4);
    const HeightContext height = network.at(7, 1);
    const StatementHeader at{1, 7, 0, 2, 9};
    const StatementHeader inView{1, 7, 2, 1, 9};
    const auto prepared =
        preparedCertificate(network, height, 1, testHash(3), testHash(4), 3, fastScheme());
    const auto votes = sampleHashes(3);
    const IdListRef list = IdListRef::of(votes);
    const Block block = sampleBlock(network);
    const auto certified = std::make_shared<const CertifiedBlock>(CertifiedBlock{
        block, commitCertificate(network, height, 0, block.hash(), 3, fastScheme())});
    const auto sign = [&](auto statement) {
        return signedStatement(statement, network, fastScheme());
    };

    ViewChange bare{inView, std::nullopt, IdListRef::of({}), {}};
    ViewChange full{inView, prepared.ref(), list, {}};
    bare = sign(bare);
    full.at.member = 3;
    full = sign(full);
    const Justification justification{{bare, full}, prepared};
    CompactBlock rewardless = CompactBlock::of(block);
    rewardless.reward.reset();
    NewestAnswer answer{PublicKey{testHash(5).data},
                        11,
                        12,
                        signingBytes(bare, network.hash()),
                        bare.signature,
                        network.operators[1].publicKey(),
                        {}};
    answer.signature = network.operators[1].sign(signingBytes(answer, network.hash()));

    return {
        Ping{1},
        Pong{2},
        TipNotice{7, testHash(1)},
        ReadyMessage{sign(Ready{at, {}})},
        ViewChangeMessage{bare, std::nullopt},
        ViewChangeMessage{full, prepared},
        ProposalMessage{sign(PrePrepare{inView, block.hash(), justification.digest(), {}}),
                        justification, CompactBlock::of(block)},
        ProposalMessage{sign(PrePrepare{inView, block.hash(), testHash(2), {}}), {}, rewardless},
        PrepareMessage{sign(Prepare{inView, block.hash(), {}})},
        CommitMessage{sign(Commit{inView, block.hash(), {}})},
        TxVotesMessage{sign(TxVote{at, list, {}}), votes},
        TxAcksMessage{sign(TxAck{at, list, {}}), votes},
        TransactionMessage{std::make_shared<const Transaction>(block.transactions[1])},
        GetTransactions{votes},
        GetTransfers{{}},
        GetAckList{7, list},
        AckList{7, votes},
        GetCertificates{7, votes},
        TransferCertificateMessage{transferCertificate(network, height, StatementKind::TxVote,
                                                       testHash(1), 3, fastScheme())},
        GetProposalBody{7, block.hash()},
        ProposalBody{CompactBlock::of(block)},
        GetBlocks{1, kBlocksPerBatch},
        BlockMessage{certified},
        AskNewest{PublicKey{testHash(6).data}, 13},
        answer,
        GetAddresses{},
        Addresses{{"127.0.0.1:24000", "[::1]:24000", "node.example:24000"}},
        GetHeaders{1, kHeadersPerBatch},
        Headers{{block.header, block.header}},
    };
}

}  // namespace timecoin
