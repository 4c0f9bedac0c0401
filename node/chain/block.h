// Blocks (R-BLK-1..3; which blocks are valid: node/ledger).
#pragma once

#include "node/chain/certificates.h"
#include "node/chain/transaction.h"

namespace timecoin {

/// The view is not in here: a block proposed again in a later view keeps its hash.
struct BlockHeader {
    std::uint16_t version = 1;  ///< of the rules it follows (R-UPG-2); never 0
    std::uint64_t height = 0;
    Hash previous;
    std::uint64_t timestampMs = 0;
    PublicKey proposer;    ///< operator key of the member that made it
    Hash transactionRoot;  ///< treeRoot of the full hashes
    Hash lastCommitRoot;
    Hash utxoRoot;      ///< after this block
    Hash registryHash;  ///< of the registry after this block: RegistryState::hash (R-MN-7)

    void encode(Writer& out) const;
    static BlockHeader decode(Reader& in);
    Hash hash() const;
    friend bool operator==(const BlockHeader&, const BlockHeader&) = default;
};

struct Block {
    BlockHeader header;
    CommitCertificate lastCommit;  ///< of height - 1; no entries at height 1
    std::vector<Transaction> transactions;

    void encode(Writer& out) const;
    static Block decode(Reader& in);
    Hash hash() const { return header.hash(); }
    static Hash transactionRootOf(const std::vector<Transaction>& transactions);
    friend bool operator==(const Block&, const Block&) = default;
};

/// A decided block: what sync trusts.
struct CertifiedBlock {
    Block block;
    CommitCertificate certificate;

    void encode(Writer& out) const;
    static CertifiedBlock decode(Reader& in);
};

}  // namespace timecoin
