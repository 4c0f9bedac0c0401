#include "node/chain/block.h"

#include "node/base/crypto.h"
#include "node/chain/merkle.h"

namespace timecoin {

namespace {

/// Version, kind, four empty lists of the core and two of the witness.
constexpr std::size_t kMinTransactionSize = 2 + 1 + 4 * 4 + 2 * 4;

}  // namespace

void BlockHeader::encode(Writer& out) const {
    out.u16(version);
    out.u64(height);
    out.fixed(previous);
    out.u64(timestampMs);
    out.fixed(proposer);
    out.fixed(transactionRoot);
    out.fixed(lastCommitRoot);
    out.fixed(utxoRoot);
    out.fixed(registryHash);
}

BlockHeader BlockHeader::decode(Reader& in) {
    BlockHeader header;
    header.version = in.u16();
    if (header.version == 0) in.fail();
    header.height = in.u64();
    header.previous = in.fixed<Hash>();
    header.timestampMs = in.u64();
    header.proposer = in.fixed<PublicKey>();
    header.transactionRoot = in.fixed<Hash>();
    header.lastCommitRoot = in.fixed<Hash>();
    header.utxoRoot = in.fixed<Hash>();
    header.registryHash = in.fixed<Hash>();
    return header;
}

Hash BlockHeader::hash() const {
    return hashOf(Domain::BlockHeader, encoded(*this));
}

void Block::encode(Writer& out) const {
    header.encode(out);
    lastCommit.encode(out);
    out.count(transactions.size());
    for (const Transaction& tx : transactions) tx.encode(out);
}

Block Block::decode(Reader& in) {
    const std::size_t before = in.remaining();
    Block block;
    block.header = BlockHeader::decode(in);
    block.lastCommit = CommitCertificate::decode(in);
    const std::uint32_t count = in.count(kMaxBlockTransactions, kMinTransactionSize);
    // No reserve: a Transaction takes several times its smallest encoding, and the list grows
    // only as fast as bytes are really read.
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        block.transactions.push_back(Transaction::decode(in));
        if (before - in.remaining() > kMaxBlockBytes) in.fail();
    }
    if (before - in.remaining() > kMaxBlockBytes) in.fail();
    return block;
}

Hash Block::transactionRootOf(const std::vector<Transaction>& transactions) {
    std::vector<Hash> hashes;
    hashes.reserve(transactions.size());
    for (const Transaction& tx : transactions) hashes.push_back(tx.fullHash());
    return treeRoot(hashes);
}

void CertifiedBlock::encode(Writer& out) const {
    block.encode(out);
    certificate.encode(out);
}

CertifiedBlock CertifiedBlock::decode(Reader& in) {
    CertifiedBlock certified;
    certified.block = Block::decode(in);
    certified.certificate = CommitCertificate::decode(in);
    return certified;
}

}  // namespace timecoin
