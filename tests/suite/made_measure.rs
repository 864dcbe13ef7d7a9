//! A measure made for a test, of another city, with the fields that the test asks for.

use shenping::policy;
use shenping::policy::Policy;

/// A measure with these fields beside a unit and a title: key, label, kind, and further lines.
pub fn measure(fields: &[(&str, &str, &str, &str)]) -> Policy {
    let mut text = String::from(
        "schema = 1\nid = \"yuntai-2026\"\ntitle = \"云台县职工创新评选办法\"\norganiser = \"云台县总工会\"\n\
         office = \"云台县总工会办公室\"\naward = \"职工创新\"\n[form]\ntitles = [\"职工创新申报书\"]\n\
         [roles]\napplicant = \"unit\"\ntitle = \"name\"\nsignature = \"sig\"\nsign_date = \"day\"\n",
    );
    let common = [
        ("unit", "完成单位", "organisation", ""),
        ("name", "成果名称", "text", ""),
        ("sig", "单位负责人签名", "signature", ""),
        ("day", "提出时间", "date", ""),
    ];
    for (key, label, kind, more) in common.iter().chain(fields) {
        text += &format!("[[fields]]\nkey = \"{key}\"\nlabel = \"{label}\"\nkind = \"{kind}\"\n{more}\n");
    }
    text += "[[documents]]\nkey = \"form\"\nlabel = \"申报书\"\nrequired = true\n[[criteria]]\nkey = \"a\"\nlabel = \"先进性\"\n\
             max = 100\nsource = \"office\"\n[scoring]\naggregate = \"mean\"\ndecimals = 1\nties = []\nsource = \"office\"\n\
             [[tiers]]\nlabel = \"优秀奖\"\namount = 1000\n[publicity]\nworking_days = 5\n";
    policy::load_policy(&text, "policy.toml").expect("the measure loads")
}
