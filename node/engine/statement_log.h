// An optional text file with one line for every statement of the own operator key that leaves this
// node, for tests that compare all signatures ever sent (R-SIG-1: a masternode repeats itself or is
// silent). Written before the statement is handed to a socket. It holds no secrets.
// Thread: node.
#pragma once

#include "node/base/crypto.h"
#include "node/wire/messages.h"

#include <QFile>

#include <set>

namespace timecoin {

/// A line: kind epoch height view member sequence digest subject...
/// Numbers are decimal; `digest` is Hasher(Domain::Message) over the signing bytes; the subject is
/// the block hash, for a VIEW-CHANGE "view:hash" (or "-") of P and "count:root" of C, for votes and
/// acknowledgements their ids, comma-separated.
class StatementLog {
public:
    StatementLog(const PublicKey& operatorKey, const Hash& genesis);

    /// Appends to `path`; false when it cannot be opened.
    bool open(const QString& path);
    /// Writes a line if `message` carries a statement that `operatorKey` signed and that was not
    /// among the newest lines already.
    void note(const wire::Message& message);

private:
    template <class S>
    void write(const S& statement, const std::string& subject);

    PublicKey m_key;
    Hash m_genesis;
    QFile m_file;
    std::set<Hash> m_recent;
};

}  // namespace timecoin
