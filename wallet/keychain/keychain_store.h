// Small secrets in the system's keychain (Secret Service, KWallet, ...), each under a name.
// Thread: GUI/main, because the keychain's answers come through its event loop. Nothing waits.
//
// A keychain may be missing, locked, slow or lie. Nothing is ever written anywhere else instead, and
// what read() brings is whatever the keychain says: the caller checks it by opening something with it.
#pragma once

#include "node/base/crypto.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace timecoin {

enum class KeychainCode : std::uint8_t {
    Ok,
    Absent,    ///< there is none, or it cannot be reached; `detail` has the system's words
    Locked,    ///< it is locked and stays so
    Denied,    ///< the person said no
    NotFound,  ///< nothing under that name (some systems say this, too, when they stay locked)
    Silent,    ///< no answer within the time: perhaps it still asks the person
    Failed,    ///< anything else, also: the store was destroyed meanwhile
};
/// "", "keychain_absent", "keychain_locked", "keychain_denied", "keychain_not_found", ...
QString nameOf(KeychainCode code);

struct KeychainAnswer {
    KeychainCode code = KeychainCode::Failed;
    QString detail;
    std::shared_ptr<const SecretBytes> secret;  ///< read() and Ok only; never empty then
};

class KeychainStore : public QObject {
    Q_OBJECT
public:
    /// Long enough to find and type the keychain's own passphrase.
    static constexpr int kAnswerMs = 120'000;
    static constexpr std::size_t kMaxSecretBytes = 4'096;

    /// `service` groups the names, usually the program's name.
    explicit KeychainStore(QString service, QObject* parent = nullptr, int answerMs = kAnswerMs);
    /// Answers what is open with Failed.
    ~KeychainStore() override;

    /// Replaces what was there. A write that succeeds after it was answered Silent is taken back.
    QFuture<KeychainAnswer> write(const QString& name, ByteView secret);
    QFuture<KeychainAnswer> read(const QString& name);
    /// Ok, too, when there was nothing.
    QFuture<KeychainAnswer> remove(const QString& name);

private:
    struct Request;
    template <class J, class F>
    QFuture<KeychainAnswer> run(J* job, const QString& name, F onFinished);

    QString m_service;
    int m_answerMs;
    std::vector<std::weak_ptr<Request>> m_open;
};

}  // namespace timecoin
