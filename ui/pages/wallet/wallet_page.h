// What the pages about money have in common: why things wait, and what is said instead of the page
// while there is no wallet to show. Thread: GUI.
#pragma once

#include "node/api/node_service.h"
#include "ui/pages/framed_page.h"
#include "wallet/api/wallet_service.h"

namespace timecoin {

class WalletPage : public FramedPage {
    Q_OBJECT
public:
    /// The services outlive it.
    WalletPage(WalletService& wallet, NodeService& node, QWidget* parent = nullptr);

    void setAmountsHidden(bool hidden) override;

signals:
    /// The person wants to do something that needs the spending keys.
    void unlockRequested();
    /// There is no wallet: create or restore one.
    void walletRequested();

protected:
    WalletService& wallet() { return m_wallet; }
    NodeService& node() { return m_node; }
    bool amountsHidden() const { return m_hidden; }
    bool isUnlocked() const;
    QString money(Amount amount) const;
    /// Derived constructors call it last, when everything that it shows is there.
    void begin();

    /// A new picture, or another way to show it (hidden amounts).
    virtual void showWallet(const WalletSnapshot& snapshot) = 0;
    /// `snapshot` may be null.
    virtual void showNode(const NodeSnapshot* snapshot) { Q_UNUSED(snapshot); }

private:
    void onWallet();
    void onNode();
    void showState(const WalletSnapshot& snapshot);
    void showNotice();

    WalletService& m_wallet;
    NodeService& m_node;
    bool m_hidden = false;
};

/// A label that reads amounts: equally wide digits, selectable.
QLabel* numberLabel(QWidget* parent);
/// What stands before a field; all of them are equally wide, so that fields stand in one line.
QLabel* fieldName(const QString& text, QWidget* buddy);
/// Text of strangers is never read as markup.
void setPlainText(QLabel* label, const QString& text);

}  // namespace timecoin
