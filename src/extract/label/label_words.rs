//! The words that labels of such forms are made of, beside those of the policy: what people put before and behind a label, whose
//! name stands in one, and the labels of things that no policy asks.

use crate::policy::FieldKind;

/// Words put before a label, with the kinds of field that they go with (none: all).
pub const PREFIXES: &[(&str, &[FieldKind])] = &[
    ("项目", &[]),
    ("本项目", &[]),
    ("本次", &[]),
    ("此次", &[]),
    ("本届", &[]),
    ("申报项目", &[]),
    ("创新项目", &[]),
    ("成果", &[]),
    ("课题", &[]),
    ("案例", &[]),
    ("申报", &[FieldKind::Text, FieldKind::People, FieldKind::Date, FieldKind::Choice, FieldKind::Period]),
    ("主要", &[FieldKind::Text]),
    ("具体", &[FieldKind::Text]),
    ("工作", &[FieldKind::Text]),
    ("项目的", &[FieldKind::Text]),
    ("项目主要", &[FieldKind::Text]),
    ("项目具体", &[FieldKind::Text]),
    ("实施", &[FieldKind::Period]),
    ("开展", &[FieldKind::Period]),
    ("建设", &[FieldKind::Period]),
    ("负责人", &[FieldKind::Phone]),
    ("项目负责人", &[FieldKind::Phone]),
    ("项目负责", &[FieldKind::Phone]),
    ("单位", &[FieldKind::Phone]),
    ("办公", &[FieldKind::Phone]),
    ("本单位", &[FieldKind::Signature]),
    ("本人", &[FieldKind::Signature]),
    ("单位", &[FieldKind::Signature]),
    ("项目", &[FieldKind::Signature]),
];

/// Words put behind a label.
pub const SUFFIXES: &[(&str, &[FieldKind])] = &[
    ("名称", &[FieldKind::Organisation, FieldKind::Organisations]),
    ("全称", &[FieldKind::Organisation, FieldKind::Organisations]),
    ("公章", &[FieldKind::Organisation]),
    ("盖章", &[FieldKind::Organisation, FieldKind::Signature]),
    ("姓名", &[FieldKind::People]),
    ("名单", &[FieldKind::People, FieldKind::Organisations]),
    ("情况", &[FieldKind::Text, FieldKind::Organisations, FieldKind::People]),
    ("简述", &[FieldKind::Text]),
    ("概述", &[FieldKind::Text]),
    ("简介", &[FieldKind::Text]),
    ("说明", &[FieldKind::Text]),
    ("介绍", &[FieldKind::Text]),
    ("阐述", &[FieldKind::Text]),
    ("描述", &[FieldKind::Text]),
    ("概况", &[FieldKind::Text]),
    ("概要", &[FieldKind::Text]),
    ("号码", &[FieldKind::Phone]),
    ("方式", &[FieldKind::Phone]),
    ("处", &[FieldKind::Signature]),
    ("栏", &[]),
    ("一栏", &[]),
];

/// People on a form who are not the ones in charge of the project.
pub const OTHER_PEOPLE: &[&str] = &[
    "联系人",
    "项目联系人",
    "单位联系人",
    "经办人",
    "填表人",
    "填报人",
    "申报联系人",
    "工会联系人",
    "制表人",
    "审核人",
    "报送人",
    "工作联系人",
    "具体联系人",
    "承办人",
    "单位负责人",
    "主要负责人",
    "工会主席",
    "法定代表人",
    "法人代表",
    "分管领导",
];

/// Who signs for a unit.
const SIGNERS: &[&str] =
    &["领导", "负责", "主席", "单位", "法人", "代表", "书记", "厂长", "经理", "校长", "院长", "局长", "主管", "主任"];

/// Who signs for others, or only for the paper itself.
const OTHER_SIGNERS: &[&str] = &[
    "经办", "填表", "填报", "联系", "评委", "专家", "签收", "审核", "复核", "制表", "受理", "评审", "上级", "推荐",
    "市总",
];

/// Whether words are those of who signs for a unit, and of nobody else.
pub fn names_signer(words: &str) -> bool {
    let names = |signers: &[&str]| signers.iter().any(|signer| words.contains(signer));
    names(SIGNERS) && !names(OTHER_SIGNERS)
}

/// 上级工会主席签字, 推荐单位负责人签字: whether words ask one to sign who signs for others than the applicant.
pub fn signs_for_others(words: &str) -> bool {
    words.contains('签') && OTHER_SIGNERS.iter().any(|signer| words.contains(signer))
}

/// Who signs a paper beside the one who signs for the unit: 经办人, 填表人, 审核人.
pub fn signs_beside(words: &str) -> bool {
    const BESIDE: &[&str] = &["经办", "填表", "填报", "制表", "承办", "审核", "复核"];
    // 填表人签字/日期
    let who = words.split("签字").next().and_then(|words| words.split("签名").next()).unwrap_or(words);
    who.chars().count() <= 5 && BESIDE.iter().any(|one| who.starts_with(one) && (who.ends_with('人') || who == *one))
}

/// Who signs a promise that a form asks for, where it does not say who that is.
pub const PROMISING: &[&str] = &["承诺人", "声明人", "保证人"];

/// Whether who signs with such words stands below the one who answers for the unit: 分管领导签字, 项目负责人签字, 审核人签字.
pub fn signs_below(words: &str) -> bool {
    const BELOW: &[&str] = &["分管", "副", "部门", "科室", "处室", "项目", "课题", "小组", "审核", "复核", "职工代表"];
    BELOW.iter().any(|word| words.contains(word))
        || signs_for_partner(words)
        || PROMISING.iter().any(|who| words.starts_with(who))
        || signs_beside(words)
}

/// 联合单位负责人签字: whether who signs with such words answers for a partner, beside the unit that leads.
pub fn signs_for_partner(words: &str) -> bool {
    const PARTNERS: &[&str] = &["联合单位", "联合申报", "合作单位", "协作单位", "参与单位"];
    PARTNERS.iter().any(|word| words.contains(word))
}

/// What is asked of a person beside the name.
pub const PERSON_DETAILS: &[&str] = &[
    "姓名",
    "职务",
    "手机",
    "手机号",
    "手机号码",
    "电话",
    "联系电话",
    "联系方式",
    "邮箱",
    "电子邮箱",
    "及电话",
    "及联系电话",
    "及联系方式",
    "签字",
    "签名",
];

/// Labels of what this kind of form asks beside the policy's fields.
pub const FOREIGN: &[&str] = &[
    "备注",
    "传真",
    "电子邮箱",
    "电子邮件",
    "邮箱",
    "E-mail",
    "Email",
    "email",
    "QQ",
    "微信",
    "微信号",
    "联系人",
    "项目联系人",
    "单位联系人",
    "经办人",
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "通讯地址",
    "通信地址",
    "单位地址",
    "联系地址",
    "地址",
    "详细地址",
    "邮编",
    "邮政编码",
    "职务",
    "职称",
    "职务职称",
    "职务/职称",
    "职务及职称",
    "性别",
    "年龄",
    "民族",
    "政治面貌",
    "学历",
    "文化程度",
    "身份证号",
    "身份证号码",
    "出生年月",
    "出生日期",
    "工作单位",
    "所在单位",
    "序号",
    "编号",
    "项目编号",
    "申报编号",
    "单位性质",
    "单位类型",
    "职工人数",
    "会员人数",
    "会员数",
    "职工总数",
    "所属行业",
    "行业",
    "所属系统",
    "承办科室",
    "责任科室",
    "所属科室",
    "所在科室",
    "牵头科室",
    "承办处室",
    "所属县区",
    "所属区县",
    "上级工会",
    "主管部门",
    "推荐单位",
    "主管单位",
    "所属产业",
    "所属领域",
    "审核意见",
    "推荐意见",
    "初审意见",
    "单位意见",
    "本单位意见",
    "申报单位意见",
    "所在单位意见",
    "上级工会意见",
    "上级单位意见",
    "县区工会意见",
    "评审意见",
    "评委会意见",
    "评审委员会意见",
    "主管部门意见",
    "市总工会意见",
    "市总工会审核意见",
    "推荐单位意见",
    "审批意见",
    "研究室意见",
    "附件",
    "附件清单",
    "证明材料",
    "证明材料清单",
    "佐证材料",
    "支撑材料",
    "附件材料",
    "合计",
    "总计",
    "小计",
    "分数",
    "得分",
    "名次",
    "等次",
    "奖项",
    "获奖情况",
    "曾获荣誉",
    "所获荣誉",
    "荣誉情况",
    "申报等级",
    "账号",
    "银行账号",
    "开户行",
    "开户银行",
    "户名",
    "统一社会信用代码",
    "经费预算",
    "经费来源",
    "经费",
    "所需经费",
    "申请经费",
    "申请补助金额",
    "补助金额",
    "资金来源",
    "单位简介",
    "单位基本情况",
    "单位概况",
    "工会主席",
    "法定代表人",
    "法人代表",
    "法人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "签收人",
    "收件人",
    "受理人",
    "受理日期",
    "收件日期",
    "受理编号",
    "是否公开",
    "推广价值",
    "推广应用情况",
    "关键词",
    "页码",
    "件数",
    "份数",
    "批次",
    "县区",
    "区县",
    "单位代码",
    "组织机构代码",
    "建会时间",
    "成立时间",
    "照片",
    "二维码",
    "网址",
    "单位网址",
    "项目成员",
    "团队成员",
    "参与人员",
    "参加人员",
    "主要参与人员",
    "项目组成员",
    "公章",
    "单位公章",
    "单位盖章",
    "盖章",
    "加盖公章",
    "印章",
    "工会公章",
    "单位（公章）",
];

/// How labels of such things end.
pub const FOREIGN_ENDINGS: &[&str] =
    &["意见", "邮箱", "邮编", "传真", "地址", "账号", "信用代码", "人数", "职务", "职称", "微信号"];
